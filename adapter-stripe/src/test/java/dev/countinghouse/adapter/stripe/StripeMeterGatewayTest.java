package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.MeterGatewayContract;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

/** Over real HTTP, each request held against the description of Stripe's API. */
class StripeMeterGatewayTest extends MeterGatewayContract {

    final FakeStripe stripe = new FakeStripe(clock);

    @AfterEach
    void nothingWasAskedThatStripeDoesNotKnow() {
        stripe.close();
        assertThat(stripe.complaints()).isEmpty();
    }

    @Override
    protected MeterGateway newGateway(InstantSource same) {
        return new StripeMeterGateway(new StripeConnection(settings(), millis -> {}, clock), InMemoryStorage.empty());
    }

    StripeSettings settings() {
        return Fakes.settings(stripe.address(), 0);
    }

    @Override
    protected void haveMeter(String name, boolean exists) {
        if (exists) {
            stripe.account.meters.add(name);
        } else {
            stripe.account.meters.remove(name);
        }
    }
}
