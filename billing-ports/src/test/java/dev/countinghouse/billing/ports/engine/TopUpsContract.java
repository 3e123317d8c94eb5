package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.TopUp;
import dev.countinghouse.billing.domain.purchase.Deal;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.SetTopUp;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Credits that are bought by themselves: when few are left, within a limit, and not after one that failed. */
public abstract class TopUpsContract extends PurchaseCase {

    private static final PurchaseId ONE = PurchaseId.topUp(1);

    private static TopUp topUp(String threshold, String amount, String limit) {
        return new TopUp(credits(threshold), usd(amount), usd(limit));
    }

    private void set(String threshold, String amount, String limit) {
        assertThat(engine.setTopUp().set(ACME, topUp(threshold, amount, limit)))
                .isInstanceOf(SetTopUp.Outcome.Done.class);
    }

    private int run() {
        return engine.runTopUps().run(10);
    }

    @Test
    void creditsAreBoughtWhenFewAreLeftAndNotBefore() {
        buy("30.00");
        set("10", "20.00", "100.00");
        assertThat(run()).isZero();
        spend("a", "20");
        assertThat(run()).as("10 are not below 10").isZero();
        spend("b", "1");

        assertThat(run()).isEqualTo(1);
        assertThat(run()).isZero();
        assertThat(available()).isEqualTo("29");
        assertThat(purchase(ONE).deal().origin()).isEqualTo(Deal.Origin.TOP_UP);
        assertThat(purchase(ONE).deal().customerPresent()).isFalse();
        assertThat(told()).containsExactly("credits.purchased", "credits.purchased");
        verify();
    }

    @Test
    void itIsNoticedAtOnceWhenItIsSetWithFewLeft() {
        set("10", "20.00", "100.00");

        assertThat(run()).isEqualTo(1);
        assertThat(available()).isEqualTo("20");
        assertThat(engine.setTopUp().read(ACME))
                .isEqualTo(new SetTopUp.Standing(Optional.of(topUp("10", "20.00", "100.00")), Optional.empty()));
    }

    @Test
    void whereOneIsNotEnoughAnotherFollows() {
        set("50", "20.00", "100.00");

        assertThat(List.of(run(), run(), run(), run())).containsExactly(1, 1, 1, 0);
        assertThat(available()).isEqualTo("60");
    }

    @Test
    void theLimitIsThatOfTheMonthInTheAccountsZone() {
        Workbench auckland = new Workbench(emptyStorage(), bench.clock);
        auckland.engine.publishCatalogue().publish(Workbench.catalogue(SHOP));
        auckland.open(Workbench.account(ACME, ZoneId.of("Pacific/Auckland"), USD));
        bench = auckland;
        engine = over(provider);
        // April begins there at 11:00 UTC of March 31
        bench.on("2026-03-31T10:00:00Z");
        set("10", "20.00", "50.00");
        run();
        spend("a", "20");
        run();
        spend("b", "20");
        assertThat(run()).as("60 would be beyond 50").isZero();
        bench.on("2026-03-31T10:59:59Z");
        set("10", "20.00", "50.00");
        assertThat(run()).isZero();

        bench.on("2026-03-31T11:00:00Z");
        set("10", "20.00", "50.00");
        assertThat(run()).isEqualTo(1);
        assertThat(available()).isEqualTo("20");
    }

    @Test
    void noneIsBegunWhileOneIsNotDecidedAndThatCountsForTheLimit() {
        paysWith(TestMethod.BANK_ASYNC_OK);
        set("10", "20.00", "30.00");
        assertThat(run()).isEqualTo(1);
        set("10", "20.00", "30.00");
        assertThat(run()).isZero();
        provider.decide(key(ONE));
        receiveAll();

        spend("a", "20");
        assertThat(run()).isZero();
        assertThat(engine.readPurchases().list(ACME, Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void afterOneThatFailedNoneFollowsUntilTheCustomerDoesSomething() {
        paysWith(TestMethod.CARD_DECLINED);
        set("10", "20.00", "100.00");
        assertThat(run()).isEqualTo(1);
        assertThat(engine.setTopUp().read(ACME).stopped()).contains("The card was declined.");
        assertThat(told()).containsExactly("top_up.failed");
        engine.grantCredits().setCreditLine(ACME, credits("5"));
        spend("a", "1");
        assertThat(run()).isZero();

        paysWith(TestMethod.CARD_OK);
        assertThat(engine.setTopUp().read(ACME).stopped()).isEmpty();
        spend("b", "1");
        assertThat(run()).isEqualTo(1);
        assertThat(available()).isEqualTo("23");
    }

    @Test
    void aPurchaseOfTheCustomersLetsThemGoOn() {
        paysWith(TestMethod.CARD_DECLINED);
        set("20", "20.00", "100.00");
        run();
        provider.useMethod(ACME, TestMethod.CARD_OK.token());
        buy("10.00");

        assertThat(run()).isEqualTo(1);
        assertThat(available()).isEqualTo("30");
    }

    @Test
    void aCardThatAsksForItsHolderFailsBecauseHeIsNotThere() {
        paysWith(TestMethod.CARD_AUTHENTICATION);
        set("10", "20.00", "100.00");
        run();

        assertThat(purchase(ONE).state()).isEqualTo("failed");
        assertThat(engine.setTopUp().read(ACME).stopped()).isPresent();
    }

    @Test
    void whoeverIsCutOffBuysNothingTwice() {
        paysWith(TestMethod.CARD_TIMEOUT_AFTER_CHARGE);
        set("10", "20.00", "100.00");
        assertThatThrownBy(this::run).isInstanceOf(UnavailableException.class);
        set("10", "20.00", "100.00");
        assertThat(run()).isZero();

        resume();
        assertThat(available()).isEqualTo("20");
        assertThat(run()).isZero();
        assertThat(history()).containsExactly("purchase purchase/top-up/1");
    }

    @Test
    void ofManyThatRunAtOnceOneBuys() {
        set("10", "20.00", "100.00");
        List<Integer> begun = Race.of(8, thread -> run());

        assertThat(begun.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
        assertThat(available()).isEqualTo("20");
    }

    @Test
    void whatIsClearedBuysNothing() {
        set("10", "20.00", "100.00");
        engine.setTopUp().clear(ACME);

        assertThat(run()).isZero();
        assertThat(engine.setTopUp().read(ACME).topUp()).isEmpty();
    }

    @Test
    void whatIsNotSoldAnyMoreStopsThem() {
        set("10", "20.00", "100.00");
        bench.engine.publishCatalogue().publish(Workbench.catalogue(SHOP.replace("minimum: 10.00", "minimum: 25.00")));

        assertThat(run()).isZero();
        assertThat(engine.setTopUp().read(ACME).stopped())
                .hasValueSatisfying(reason -> assertThat(reason).contains("20.00 USD", "at least 25.00 USD"));
        assertThat(told()).containsExactly("top_up.failed");
        assertThat(engine.setTopUp().set(ACME, topUp("10", "20.00", "100.00")))
                .isInstanceOfSatisfying(SetTopUp.Outcome.Refused.class, refused -> assertThat(refused.field())
                        .isEqualTo("amount"));
    }

    @Test
    void anAccountThatThereIsNotSetsNothing() {
        AccountId nobody = new AccountId("nobody");
        assertThatThrownBy(() -> engine.setTopUp().set(nobody, topUp("10", "20.00", "100.00")))
                .isInstanceOf(UnknownException.class);
        assertThatThrownBy(() -> engine.setTopUp().clear(nobody)).isInstanceOf(UnknownException.class);
    }
}
