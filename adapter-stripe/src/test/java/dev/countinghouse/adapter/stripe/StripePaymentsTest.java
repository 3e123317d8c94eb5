package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.ports.driven.ChargeOrder;
import dev.countinghouse.billing.ports.driven.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of payments at Stripe, besides what {@link StripePaymentGatewayTest} asks of every provider. */
class StripePaymentsTest extends StripeCase {

    @ParameterizedTest
    @CsvSource({
        "DECLINED, card_declined",
        "NO_FUNDS, insufficient_funds",
        "STOLEN, card_declined",
        "EXPIRED, expired_card",
        "INCORRECT, processing_error",
        "AUTHENTICATES, authentication_required",
    })
    void aDeclineSaysWhyAndNoMoreThanTheCustomerIsToldByHisBank(FakeMethod method, String code) {
        Payment payment = charge(method, order("purchase:1", false));

        assertThat(code(payment)).isEqualTo(code);
        assertThat(atStripe().intent(payment.id().value()).path("status").asText())
                .isEqualTo("canceled");
        assertThat(gateway.find(KEY)).contains(payment);
    }

    @Test
    void whatFailedCannotBePaidLaterByWhoHoldsItsSecret() {
        Payment payment = charge(FakeMethod.DECLINED, ORDER);

        assertThat(atStripe().payWithSecret(payment.id().value())).isFalse();
        assertThat(gateway.find(payment.id())).contains(payment);
    }

    @Test
    void whoWasFasterThanTheCallingOffHasPaid() {
        Payment waiting = charge(FakeMethod.BANK, ORDER);
        atStripe().decide(waiting.id().value(), false);
        atStripe().payWithSecret(waiting.id().value());

        assertThat(gateway.find(KEY).orElseThrow().isPaid()).isTrue();
    }

    @Test
    void aCustomerWhoIsThereIsSentToAPageAndComesBackToOurs() {
        Payment waiting = charge(FakeMethod.AUTHENTICATES, ORDER);

        assertThat(waiting.state())
                .isEqualTo(new PaymentState.RequiresAction(URI.create("https://hooks.stripe.example/pi_1")));
        assertThat(atStripe()
                        .intent("pi_1")
                        .at("/next_action/redirect_to_url/return_url")
                        .asText())
                .isEqualTo(Fakes.RETURN.toString());
        assertThat(gateway.charge(ORDER)).isEqualTo(waiting);

        atStripe().authenticate("pi_1", true);
        assertThat(gateway.find(KEY).orElseThrow().isPaid()).isTrue();
        assertThat(gateway.charge(ORDER).isPaid()).isTrue();
    }

    @Test
    void whoDoesNotAuthenticateHimselfHasNotPaidAndCannotAnyMore() {
        charge(FakeMethod.AUTHENTICATES, ORDER);
        atStripe().authenticate("pi_1", false);

        assertThat(code(gateway.find(KEY).orElseThrow())).isEqualTo("authentication_failed");
        assertThat(atStripe().payWithSecret("pi_1")).isFalse();
        assertThat(code(gateway.charge(ORDER))).isEqualTo("authentication_failed");
    }

    @Test
    void aCustomerIsWaitedForForADay() {
        Payment waiting = charge(FakeMethod.AUTHENTICATES, ORDER);

        clock.moveTo(START.plus(Duration.ofDays(1)));
        assertThat(gateway.find(KEY)).contains(waiting);
        clock.moveTo(START.plus(Duration.ofDays(1)).plusSeconds(1));

        assertThat(code(gateway.find(KEY).orElseThrow())).isEqualTo("authentication_failed");
        assertThat(atStripe().intent("pi_1").path("status").asText()).isEqualTo("canceled");
    }

    @Test
    void aBankTakesItsTime() {
        Payment paid = charge(FakeMethod.BANK, order("ok", false));
        Payment failed = charge(FakeMethod.BANK, order("fails", false));
        assertThat(List.of(paid.state(), failed.state())).containsOnly(processing());

        atStripe().decide("pi_1", true);
        atStripe().decide("pi_2", false);

        assertThat(gateway.find(paid.key()).orElseThrow().isPaid()).isTrue();
        assertThat(code(gateway.find(failed.id()).orElseThrow())).isEqualTo("insufficient_funds");
    }

    @Test
    void aFailureIsSeenAlsoIfSomebodyHasTouchedThePaymentSince() {
        Payment waiting = charge(FakeMethod.BANK, ORDER);
        atStripe().decide(waiting.id().value(), false);
        atStripe().touch(waiting.id().value());

        assertThat(code(gateway.find(KEY).orElseThrow())).isEqualTo("insufficient_funds");
        assertThat(code(gateway.charge(ORDER))).isEqualTo("insufficient_funds");
        assertThat(stripe.calls("POST .*/confirm")).hasSize(1);
    }

    @Test
    void aFailureThatLeavesNoTraceIsOneAllTheSame() {
        charge(FakeMethod.AUTHENTICATES, ORDER);
        atStripe().authenticate("pi_1", false);
        atStripe().touch("pi_1");

        assertThat(code(gateway.charge(ORDER))).isEqualTo("authentication_failed");
        assertThat(gateway.find(KEY).orElseThrow().state()).isInstanceOf(PaymentState.Failed.class);
    }

    @Test
    void whoHasNoMethodHasAFailedPaymentThatStaysSo() {
        Payment payment = gateway.charge(ORDER);
        assertThat(code(payment)).isEqualTo("no_payment_method");

        assertThat(charge(FakeMethod.OK, ORDER)).isEqualTo(payment);
        assertThat(gateway.methodOf(ACME)).contains("visa 4242");
    }

    @Test
    void aCardThatIsGoneIsNone() {
        gateway.useMethod(ACME, FakeMethod.OK.token());
        stripe.account.detach("cus_1");
        assertThat(code(gateway.charge(ORDER))).isEqualTo("no_payment_method");

        stripe.account.deleteCustomer("cus_1");
        Payment payment = gateway.charge(order("purchase:2", true));

        assertThat(code(payment)).isEqualTo("no_payment_method");
        assertThat(gateway.find(payment.id())).contains(payment);
        assertThat(gateway.methodOf(ACME)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gateway.useMethod(ACME, FakeMethod.OK.token()))
                .withMessageContaining("customer");
    }

    @Test
    void whatStripeWouldNotEvenBeginHasFailed() {
        ChargeOrder cents = new ChargeOrder(KEY, ACME, new Money(49, USD), "1 credit", true);
        Payment payment = charge(FakeMethod.OK, cents);

        assertThat(code(payment)).isEqualTo("amount_too_small");
        assertThat(payment).isEqualTo(Payment.begin(payment.id(), KEY, ACME, cents.amount(), payment.state(), START));
        assertThat(gateway.charge(cents)).isEqualTo(payment);
        assertThat(gateway.find(KEY)).contains(payment);
        assertThat(gateway.find(payment.id())).contains(payment);
        assertThat(stripe.calls("POST /v1/payment_intents")).hasSize(1);
    }

    @Test
    void anAmountThatStripeCannotTakeHasFailedAndIsNotAskedForAgain() {
        ChargeOrder order = new ChargeOrder(
                new PaymentKey("invoice:1"),
                ACME,
                new Money(1_234_567_891, Currency.getInstance("KWD")),
                "Invoice",
                false);
        Payment payment = gateway.charge(order);

        assertThat(code(payment)).isEqualTo("amount_not_chargeable");
        assertThat(gateway.charge(order)).isEqualTo(payment);
        assertThat(gateway.find(order.key())).contains(payment);
        assertThat(stripe.calls("POST /v1/payment_intents")).isEmpty();
    }

    @Test
    void thePaymentsOfOthersAreNoneOfOurs() {
        Payment payment = charge(FakeMethod.OK, ORDER);
        Fakes.gateway(stripe, storage, clock);
        StripePaymentGateway other =
                Fakes.gateway(stripe, dev.countinghouse.billing.ports.inmemory.InMemoryStorage.empty(), clock);

        assertThat(other.find(payment.id())).isEmpty();
        assertThat(other.find(KEY)).isEmpty();
    }

    @Test
    void keysStandForOnePaymentForEver() {
        Payment payment = charge(FakeMethod.OK, ORDER);
        stripe.forgetsKeys();
        clock.moveTo(START.plus(Duration.ofDays(400)));

        assertThat(gateway.charge(ORDER)).isEqualTo(payment);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gateway.charge(new ChargeOrder(KEY, ACME, dollars(51), "500 credits", true)))
                .withMessageContaining("51.00");
        assertThat(atStripe().intents()).isEqualTo(1);
    }

    @Test
    void stripeIsAskedOutsideOfTransactionsOnly() {
        charge(FakeMethod.OK, ORDER);
        int before = stripe.calls(".*").size();

        for (Runnable call : List.<Runnable>of(
                () -> gateway.charge(ORDER),
                () -> gateway.find(KEY),
                () -> gateway.find(new dev.countinghouse.billing.domain.payment.PaymentId("pi_1")),
                () -> gateway.refund(KEY, new PaymentKey("refund:1"), dollars(1)),
                () -> gateway.useMethod(ACME, FakeMethod.OK.token()),
                () -> gateway.methodOf(ACME))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> storage.transactions().inTransaction(Scope.of(ACME), () -> {
                        call.run();
                        return true;
                    }));
        }
        assertThat(stripe.calls(".*")).hasSize(before);
    }

    @Test
    void methodsHaveNames() {
        assertThat(gateway.methodOf(ACME)).isEmpty();
        gateway.useMethod(ACME, FakeMethod.BANK.token());
        assertThat(gateway.methodOf(ACME)).contains("STRIPE TEST BANK 6789");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> gateway.useMethod(ACME, FakeMethod.DECLINED_AT_ONCE.token()))
                .withMessageContaining("Your card was declined.");
        assertThatIllegalArgumentException().isThrownBy(() -> gateway.useMethod(ACME, "pm_unknown"));
        assertThat(gateway.methodOf(ACME)).contains("STRIPE TEST BANK 6789");
        assertThat(gateway.methodOf(new AccountId("nobody"))).isEmpty();
    }
}
