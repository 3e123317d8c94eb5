package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.checkout.Checkout.State;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.domain.purchase.Deal;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Buying credits on a page of the provider: whatever becomes of the payment and of notices, they are granted once. */
public abstract class BuyAtCheckoutContract extends CheckoutCase {

    @ParameterizedTest
    @EnumSource(Fate.class)
    void whatIsPaidOnThePageIsGrantedOnce(Fate fate) {
        register();
        CheckoutReference reference = opened(buying("25.00"));
        assertThat(purchase().state()).isEqualTo("requested");
        assertThat(purchase().deal().origin()).isEqualTo(Deal.Origin.CHECKOUT);
        jobs();
        assertThat(purchase().state()).as("nobody charges what is paid there").isEqualTo("requested");
        assertThat(bank.find(purchase().deal().key())).isEmpty();

        pages.complete(reference, "card_authentication");
        take(fate);

        assertThat(found().state()).isEqualTo(State.COMPLETED);
        assertThat(purchase().state()).isEqualTo("succeeded");
        assertThat(credits()).isEqualTo("25");
        assertThat(engine.verifyLedger().verify(ACME, Optional.empty()).defect())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aBankTakesItsTime(Fate fate) {
        register();
        pages.complete(opened(buying("25.00")), "bank_async_ok");
        take(fate);
        assertThat(found().state()).isEqualTo(State.COMPLETED);
        assertThat(purchase().state()).isEqualTo("processing");
        assertThat(credits()).isEqualTo("0");

        later(Duration.ofDays(3));
        take(fate);
        assertThat(purchase().state()).isEqualTo("succeeded");
        assertThat(credits()).isEqualTo("25");
    }

    @Test
    void aBankSaysNo() {
        register();
        pages.complete(opened(buying("25.00")), "bank_async_fails");
        receiveAll();
        bank.decide(purchase().deal().key());
        receiveAll();

        assertThat(purchase().state()).isEqualTo("failed");
        assertThat(credits()).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void whatExpiresFailsThePurchase(Fate fate) {
        register();
        opened(buying("25.00"));
        later(Duration.ofDays(1));
        take(fate);

        assertThat(found().state()).isEqualTo(State.EXPIRED);
        assertThat(purchase().payment())
                .containsInstanceOf(PaymentState.Failed.class)
                .hasValueSatisfying(state ->
                        assertThat(((PaymentState.Failed) state).code()).isEqualTo("checkout_expired"));
        assertThat(engine.resumePurchases().resume(9)).isZero();
    }

    @Test
    void itIsToldAsAPurchaseOfTheCustomers() {
        register();
        pages.complete(opened(buying("25.00")), "card_ok");
        receiveAll();
        List<OutboxMessage> told = new ArrayList<>();
        BillingEngine.builder()
                .storage(bench.storage)
                .clock(bench.clock)
                .worldClock(bench.clock)
                .sink(told::add)
                .build()
                .deliverMessages()
                .deliverDue();

        assertThat(told)
                .filteredOn(message -> message.type().equals("credits.purchased"))
                .singleElement()
                .satisfies(message -> assertThat(message.payload())
                        .contains("\"purchase\":\"checkout/first\"", "\"origin\":\"customer\""));
    }

    @Test
    void whatWasPaidThereIsRefundedAndDisputedLikeAnythingElse() {
        register();
        pages.complete(opened(buying("25.00")), "card_ok");
        receiveAll();
        bank.openDispute(purchase().deal().key(), "fraudulent");
        receiveAll();

        assertThat(purchase().isInDispute()).isTrue();
        assertThat(credits()).isEqualTo("0");
    }
}
