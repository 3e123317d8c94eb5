package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.PaymentGatewayContract;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

/** Over real HTTP, each request held against the description of Stripe's API. */
class StripePaymentGatewayTest extends PaymentGatewayContract {

    private final FakeStripe stripe = new FakeStripe(clock);

    @AfterEach
    void nothingWasAskedThatStripeDoesNotKnow() {
        stripe.close();
        assertThat(stripe.complaints()).isEmpty();
    }

    @Override
    protected PaymentGateway newGateway(InstantSource same) {
        return Fakes.gateway(stripe, InMemoryStorage.empty(), same);
    }

    @Override
    protected String declinedMethod() {
        return FakeMethod.DECLINED.token();
    }

    @Override
    protected void payElsewhere(AccountId account, Money amount) {
        stripe.account.payElsewhere(account, amount);
    }

    @Override
    protected String goodMethod() {
        return FakeMethod.OK.token();
    }
}
