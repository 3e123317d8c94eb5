package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.RefundId;
import dev.countinghouse.billing.domain.purchase.Wish;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driving.BuyCredits;
import dev.countinghouse.billing.ports.driving.RefundPurchase.Outcome;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Money that goes back, and the credits that go with it: refunds asked for here, made elsewhere, and disputes. */
public abstract class RefundPurchaseContract extends PurchaseCase {

    @Test
    void whatIsLeftIsGivenBackOnce() {
        buy("25.00");
        spend("s", "10");

        assertThat(refund("r", "15.00")).isInstanceOf(Outcome.Refunded.class);
        assertThat(refund("r", "15.00")).as("a retry").isInstanceOf(Outcome.Refunded.class);
        assertThat(refund("r", "14.00")).isInstanceOf(Outcome.Conflict.class);
        receiveAll();
        assertThat(available()).isEqualTo("0");
        assertThat(provider.find(key(FIRST)).orElseThrow().refunded()).isEqualTo(usd("15.00"));
        assertThat(history()).containsExactly("purchase purchase/first", "sale thing", "refund purchase/first");
        assertThat(told()).containsExactly("credits.purchased", "credits.refunded");
        verify();
    }

    @Test
    void whatIsSpentIsNotGivenBack() {
        buy("25.00");
        spend("s", "10.001");

        assertThat(refund("r", "15.00")).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.field()).isEqualTo("amount");
            assertThat(refused.reason()).contains("is 15.00 USD", "at most 14.99 USD");
        });
        assertThat(refund("r", "14.99")).isInstanceOf(Outcome.Refunded.class);
        assertThat(available()).isEqualTo("0.009");
    }

    @Test
    void theBonusGoesInProportionHoweverItIsCut() {
        buy("300.00");
        assertThat(available()).isEqualTo("330");
        refund("a", "100.00");
        assertThat(grants()).containsExactly("purchase/first 200 of 300", "purchase/first/bonus 20 of 30");
        refund("b", "0.01");
        refund("c", "199.99");

        assertThat(grants()).containsExactly("purchase/first 0 of 300", "purchase/first/bonus 0 of 30");
        assertThat(refund("d", "0.01")).isInstanceOf(Outcome.Refused.class);
        verify();
    }

    @Test
    void creditsOfAnotherUnitGoInProportionToTheTotal() {
        engine.buyCredits().buy(new BuyCredits.Order(ACME, FIRST, new Wish.Pack("gpu"), true));
        refund("a", "10.00");
        CreditUnit minutes = new CreditUnit("gpu-minutes");
        assertThat(balance(minutes).orElseThrow().available()).hasToString("666.666666666667 gpu-minutes");
        refund("b", "10.00");
        assertThat(balance(minutes).orElseThrow().available()).hasToString("333.333333333333 gpu-minutes");
        refund("c", "10.00");

        assertThat(balance(minutes).orElseThrow().available().isZero()).isTrue();
        verify();
    }

    @Test
    void aBonusThatIsSpentLimitsWhatIsGivenBack() {
        buy("100.00");
        spend("s", "104");

        assertThat(refund("r", "0.01"))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.reason())
                        .contains("at most 0.00 USD"));
    }

    @Test
    void whatCannotBeGivenBackIsSaid() {
        assertThatThrownBy(() -> refund("r", "1.00")).isInstanceOf(UnknownException.class);
        paysWith(TestMethod.CARD_DECLINED);
        buy("25.00");

        assertThat(refund("r", "1.00"))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.reason())
                        .contains("first", "failed"));
        paysWith(TestMethod.CARD_OK);
        bought(order(new PurchaseId("second"), "25.00"));
        assertThat(engine.refundPurchase().refund(ACME, new PurchaseId("second"), new RefundId("r"), usd("0.00")))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void creditsComeBackIfTheProviderRefuses() {
        buy("100.00");
        provider.openDispute(key(FIRST), "fraudulent");

        // nobody has heard of the dispute yet
        assertThat(refund("r", "40.00"))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.reason())
                        .contains("disputed"));
        assertThat(available()).as("the dispute was found on the way").isEqualTo("0");
        provider.closeDispute(key(FIRST), true);
        receiveAll();
        assertThat(available()).isEqualTo("110");
        assertThat(refund("r", "40.00")).as("refused for good").isInstanceOf(Outcome.Refused.class);
        assertThat(refund("r2", "40.00")).isInstanceOf(Outcome.Refunded.class);
        assertThat(available()).isEqualTo("66");
        verify();
    }

    @Test
    void ofManyRefundsAtOnceNoMoreIsGivenBackThanIsLeft() {
        buy("25.00");
        spend("s", "5");
        List<Outcome> outcomes = Race.of(16, thread -> refund("r" + thread, "3.00"));

        assertThat(outcomes).filteredOn(Outcome.Refunded.class::isInstance).hasSize(6);
        assertThat(available()).isEqualTo("2");
        assertThat(provider.find(key(FIRST)).orElseThrow().refunded()).isEqualTo(usd("18.00"));
        verify();
    }

    // ---------------------------------------------------------------- elsewhere

    @Test
    void whatIsGivenBackElsewhereTakesCreditsAlong() {
        buy("100.00");
        provider.refundFromOutside(key(FIRST), usd("40.00"));
        receiveAll();
        receiveAll();

        assertThat(grants()).containsExactly("purchase/first 60 of 100", "purchase/first/bonus 6 of 10");
        assertThat(purchase(FIRST).refunded()).isEqualTo(usd("40.00"));
        verify();
    }

    @Test
    void whatIsGivenBackElsewhereAndSpentIsOwed() {
        buy("25.00");
        spend("s", "20");
        provider.refundFromOutside(key(FIRST), usd("25.00"));
        receiveAll();

        assertThat(available()).isEqualTo("-20");
        assertThat(history())
                .containsExactly(
                        "purchase purchase/first", "sale thing", "refund purchase/first", "chargeback purchase/first");
        verify();
    }

    @Test
    void refundsHereAndElsewhereAddUp() {
        buy("25.00");
        provider.refundFromOutside(key(FIRST), usd("20.00"));

        assertThat(refund("r", "10.00"))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.reason())
                        .contains("less of the payment is left"));
        assertThat(available()).isEqualTo("5");
        assertThat(refund("r2", "5.00")).isInstanceOf(Outcome.Refunded.class);
        assertThat(available()).isEqualTo("0");
        verify();
    }

    // ---------------------------------------------------------------- disputes

    @ParameterizedTest
    @CsvSource({"0, 0, 30", "12, -12, 18", "30, -30, 0"})
    void aDisputedPurchaseIsTakenBackAndWhatIsSpentIsOwedUntilItIsWon(String spent, String disputed, String won) {
        buy("30.00");
        if (!spent.equals("0")) {
            spend("s", spent);
        }
        provider.openDispute(key(FIRST), "fraudulent");
        receiveAll();
        assertThat(available()).isEqualTo(disputed);

        provider.closeDispute(key(FIRST), true);
        receiveAll();
        assertThat(available()).isEqualTo(won);
        assertThat(grants()).hasSize(2).last().asString().startsWith("purchase/first/won ");
        assertThat(told()).containsExactly("credits.purchased", "credits.disputed", "credits.disputed");
        verify();
    }

    @Test
    void aDisputeThatIsLostStays() {
        buy("100.00");
        spend("s", "20");
        provider.openDispute(key(FIRST), "fraudulent");
        receiveAll();
        provider.closeDispute(key(FIRST), false);
        receiveAll();

        assertThat(available()).isEqualTo("-20");
        assertThat(refund("r", "1.00")).isInstanceOf(Outcome.Refused.class);
        assertThat(purchase(FIRST).state()).isEqualTo("succeeded");
        verify();
    }

    @Test
    void theTimeOfADisputeDoesNotCount() {
        engine.buyCredits().buy(new BuyCredits.Order(ACME, FIRST, new Wish.Pack("gpu"), true));
        bench.on("2026-06-01T00:00:00Z");
        provider.openDispute(key(FIRST), "fraudulent");
        receiveAll();
        bench.on("2026-07-01T00:00:00Z");
        provider.closeDispute(key(FIRST), true);
        receiveAll();

        CreditUnit minutes = new CreditUnit("gpu-minutes");
        bench.on("2026-07-10T11:59:59Z");
        assertThat(balance(minutes).orElseThrow().available()).hasToString("1000 gpu-minutes");
        bench.on("2026-07-10T12:00:00Z");
        assertThat(balance(minutes).orElseThrow().available().isZero()).isTrue();
        verify();
    }

    @Test
    void whateverIsHeardOfADisputeTheEndIsTheSame() {
        for (int order = 0; order < 4; order++) {
            openTheShop();
            paysWith(TestMethod.CARD_DISPUTE);
            buy("100.00");
            List<SignedNotice> first = notices();
            bench.clock.advance(Duration.ofDays(1));
            provider.refundFromOutside(key(another(order)), usd("1.00"));
            provider.closeDispute(key(FIRST), order % 2 == 0);
            List<SignedNotice> all = new ArrayList<>(notices());
            if (order > 1) {
                Collections.reverse(all);
                all.addAll(notices());
            }
            all.forEach(this::receive);

            assertThat(first).isNotEmpty();
            assertThat(available()).as("order %d", order).isEqualTo(order % 2 == 0 ? "119" : "9");
            verify();
        }
    }

    private PurchaseId another(int order) {
        PurchaseId other = new PurchaseId("other" + order);
        paysWith(TestMethod.CARD_OK);
        bought(order(other, "10.00"));
        return other;
    }
}
