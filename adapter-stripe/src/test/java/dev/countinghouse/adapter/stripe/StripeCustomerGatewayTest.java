package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.CustomerGateway;
import dev.countinghouse.billing.ports.driven.CustomerGatewayContract;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** Over real HTTP, each request held against the description of Stripe's API. */
class StripeCustomerGatewayTest extends CustomerGatewayContract {

    private final InMemoryTestClock clock = new InMemoryTestClock(StripeCase.START);
    private final FakeStripe stripe = new FakeStripe(clock);
    private final Storage storage = InMemoryStorage.empty();
    private final StripeCustomerGateway gateway = Fakes.customers(stripe, storage, clock);
    private final StripePaymentGateway payments = Fakes.gateway(stripe, storage, clock);

    @AfterEach
    void nothingWasAskedThatStripeDoesNotKnow() {
        stripe.close();
        assertThat(stripe.complaints()).isEmpty();
    }

    @Override
    protected CustomerGateway gateway() {
        return gateway;
    }

    @Override
    protected PaymentGateway payments() {
        return payments;
    }

    @Override
    protected void completes(CheckoutReference checkout) {
        stripe.account.checkouts.complete(checkout.value(), FakeMethod.OK);
    }

    @Override
    protected void completesByBank(CheckoutReference checkout) {
        stripe.account.checkouts.complete(checkout.value(), FakeMethod.BANK);
    }

    @Override
    protected void triesInVain(CheckoutReference checkout) {
        stripe.account.checkouts.tryInVain(checkout.value());
    }

    @Override
    protected void bankDecides(PaymentKey payment) {
        stripe.account.people.decide(payments.find(payment).orElseThrow().id().value(), true);
    }

    @Override
    protected void expires(CheckoutReference checkout) {
        clock.moveTo(StripeCase.START.plus(Duration.ofHours(24)));
    }
}
