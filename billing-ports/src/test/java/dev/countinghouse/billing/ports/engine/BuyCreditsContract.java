package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.Wish;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.BuyCredits;
import dev.countinghouse.billing.ports.driving.BuyCredits.Outcome;
import dev.countinghouse.billing.ports.driving.PayWith;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Buying credits: whatever becomes of the payment and of those that ask, they are granted once or not at all. */
public abstract class BuyCreditsContract extends PurchaseCase {

    private static final Set<TestMethod> PAYING = Set.of(
            TestMethod.CARD_OK,
            TestMethod.CARD_AUTHENTICATION,
            TestMethod.BANK_ASYNC_OK,
            TestMethod.CARD_TIMEOUT_AFTER_CHARGE,
            TestMethod.CARD_TIMEOUT_BEFORE_CHARGE,
            TestMethod.CARD_DISPUTE);

    @Test
    void twentyFiveDollarsAreTwentyFiveCredits() {
        assertThat(bought(order(FIRST, "25.00")).state()).isEqualTo("succeeded");

        assertThat(available()).isEqualTo("25");
        assertThat(history()).containsExactly("purchase purchase/first");
        assertThat(told()).containsExactly("credits.purchased");
        verify();
    }

    @ParameterizedTest
    @EnumSource(TestMethod.class)
    void whateverBecomesOfThePaymentCreditsAreGrantedOnceOrNotAtAll(TestMethod method) {
        for (Fate notices : Fate.values()) {
            openTheShop();
            paysWith(method);
            buyUntilAnswered();
            decide(method);
            deliver(notices);
            resume();

            boolean pays = PAYING.contains(method);
            assertThat(purchase(FIRST).state()).as("%s", notices).isEqualTo(pays ? "succeeded" : "failed");
            assertThat(available()).as("%s", notices).isEqualTo(pays ? "25" : "0");
            assertThat(history()).isEqualTo(pays ? List.of("purchase purchase/first") : List.of());
            assertThat(told()).containsExactly(pays ? "credits.purchased" : "credits.purchase_failed");
            assertThat(provider.find(key(FIRST)).orElseThrow().amount()).isEqualTo(usd("25.00"));
            verify();
        }
    }

    private void buyUntilAnswered() {
        try {
            buy("25.00");
        } catch (UnavailableException noAnswer) {
            assertThat(purchase(FIRST).state()).isEqualTo("requested");
            assertThat(available()).isEqualTo("0");
        }
    }

    private void decide(TestMethod method) {
        if (method == TestMethod.CARD_AUTHENTICATION) {
            provider.authenticate(key(FIRST), true);
        } else if (purchase(FIRST).state().equals("processing")) {
            provider.decide(key(FIRST));
        }
    }

    private void deliver(Fate how) {
        List<SignedNotice> notices = new ArrayList<>(notices());
        if (how == Fate.REVERSED) {
            Collections.reverse(notices);
        } else if (how == Fate.TWICE) {
            notices.addAll(notices());
        }
        if (how != Fate.LOST) {
            notices.forEach(this::receive);
        }
    }

    @Test
    void aCustomerIsSentToAuthenticateHimselfAndMayFailTo() {
        paysWith(TestMethod.CARD_AUTHENTICATION);

        assertThat(bought(order(FIRST, "25.00")).payment())
                .hasValueSatisfying(state -> assertThat(state).isInstanceOf(PaymentState.RequiresAction.class));
        assertThat(bought(order(FIRST, "25.00")).state()).as("a retry").isEqualTo("requires_action");
        provider.authenticate(key(FIRST), false);
        receiveAll();

        assertThat(purchase(FIRST).payment()).hasValueSatisfying(state -> assertThat(state)
                .isInstanceOfSatisfying(PaymentState.Failed.class, failed -> assertThat(failed.code())
                        .isEqualTo("authentication_failed")));
        assertThat(available()).isEqualTo("0");
    }

    @Test
    void aBankTakesDaysAndIsAskedLessAndLessOften() {
        paysWith(TestMethod.BANK_ASYNC_OK);
        bought(order(FIRST, "25.00"));
        int looks = 0;
        for (int minute = 0; minute < 3 * 24 * 60 + 600; minute += 10) {
            bench.clock.advance(Duration.ofMinutes(10));
            looks += engine.resumePurchases().resume(10);
        }

        assertThat(available()).isEqualTo("25");
        assertThat(looks).isBetween(10, 25);
        assertThat(resume()).isZero();
    }

    @Test
    void theSameIdBuysTheSameOnce() {
        buy("25.00");
        assertThat(bought(order(FIRST, "25.00")).state()).isEqualTo("succeeded");

        assertThat(buy("26.00")).isInstanceOfSatisfying(Outcome.Conflict.class, conflict -> assertThat(
                        conflict.earlier().price())
                .isEqualTo(usd("25.00")));
        assertThat(available()).isEqualTo("25");
        assertThatThrownBy(() -> new BuyCredits.Order(ACME, PurchaseId.topUp(1), new Wish.Amount(usd("10.00")), true))
                .hasMessageContaining("top-up/1");
    }

    @Test
    void whoeverFailedTriesAgainUnderAnotherId() {
        paysWith(TestMethod.CARD_DECLINED);
        assertThat(bought(order(FIRST, "25.00")).state()).isEqualTo("failed");
        paysWith(TestMethod.CARD_OK);

        assertThat(bought(order(FIRST, "25.00")).state()).isEqualTo("failed");
        assertThat(bought(order(new PurchaseId("second"), "25.00")).state()).isEqualTo("succeeded");
        assertThat(engine.readPurchases().list(ACME, Optional.empty(), 10))
                .extracting(purchase -> purchase.id().value())
                .containsExactly("second", "first");
        assertThat(engine.readPurchases().list(ACME, Optional.of(new PurchaseId("second")), 10))
                .hasSize(1);
    }

    @Test
    void ofManyThreadsThatBuyWithOneIdOneIsCharged() {
        Race.of(16, thread -> bought(order(FIRST, "25.00")));

        assertThat(available()).isEqualTo("25");
        assertThat(history()).containsExactly("purchase purchase/first");
        assertThat(told()).containsExactly("credits.purchased");
    }

    @Test
    void noticesRetriesAndResumptionAtOnceGrantOnce() {
        paysWith(TestMethod.BANK_ASYNC_OK);
        bought(order(FIRST, "25.00"));
        provider.decide(key(FIRST));
        List<SignedNotice> notices = notices();
        bench.clock.advance(Duration.ofMinutes(4));
        Race.of(16, thread -> {
            if (thread % 3 == 0) {
                engine.resumePurchases().resume(10);
            } else if (thread % 3 == 1) {
                bought(order(FIRST, "25.00"));
            } else {
                notices.forEach(this::receive);
            }
            return true;
        });

        assertThat(available()).isEqualTo("25");
        assertThat(history()).containsExactly("purchase purchase/first");
    }

    // ---------------------------------------------------------------- what else arrives

    @Test
    void anAccountPaysWithWhatItSays() {
        assertThat(engine.payWith().use(ACME, "card_declined"))
                .isEqualTo(new PayWith.Outcome.Done(Optional.of("visa 0002")));
        assertThat(engine.payWith().label(ACME)).contains("visa 0002");
        assertThat(engine.payWith().use(ACME, "cash"))
                .isInstanceOfSatisfying(PayWith.Outcome.Refused.class, refused -> {
                    assertThat(refused.field()).isEqualTo("method");
                    assertThat(refused.reason()).contains("cash");
                });
    }
}
