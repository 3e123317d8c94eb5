package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.ports.driven.ChargeOrder;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import java.time.Instant;
import java.util.Currency;
import org.junit.jupiter.api.AfterEach;

/** What the tests of the adapter share: a Stripe, and a gateway to it. */
abstract class StripeCase {

    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final Currency USD = Currency.getInstance("USD");
    static final AccountId ACME = new AccountId("acme");
    static final PaymentKey KEY = new PaymentKey("purchase:1");
    static final ChargeOrder ORDER = order("purchase:1", true);

    final InMemoryTestClock clock = new InMemoryTestClock(START);
    final FakeStripe stripe = new FakeStripe(clock);
    final Storage storage = InMemoryStorage.empty();
    final StripePaymentGateway gateway = Fakes.gateway(stripe, storage, clock);

    @AfterEach
    void nothingWasAskedThatStripeDoesNotKnow() {
        stripe.close();
        assertThat(stripe.complaints()).isEmpty();
    }

    static ChargeOrder order(String key, boolean customerPresent) {
        return new ChargeOrder(new PaymentKey(key), ACME, dollars(50), "500 credits", customerPresent);
    }

    static Money dollars(int dollars) {
        return new Money(dollars * 100L, USD);
    }

    Payment charge(FakeMethod method, ChargeOrder order) {
        gateway.useMethod(order.account(), method.token());
        return gateway.charge(order);
    }

    static String code(Payment payment) {
        return payment.state().fold(() -> "", waiting -> "", () -> "", PaymentState.Failed::code);
    }

    static PaymentState.Processing processing() {
        return new PaymentState.Processing();
    }

    FakePeople atStripe() {
        return stripe.account.people;
    }
}
