package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.provider.CouponReference;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.SubscriptionWish;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** A Stripe, and a gateway to its subscriptions. */
class SubscriptionCase {

    final InMemoryTestClock clock = new InMemoryTestClock(StripeCase.START);
    final FakeStripe stripe = new FakeStripe(clock);
    final Storage storage = InMemoryStorage.empty();
    final StripeSubscriptionGateway gateway = Fakes.subscriptions(stripe, storage);

    @AfterEach
    void nothingWasAskedThatStripeDoesNotKnow() {
        stripe.close();
        assertThat(stripe.complaints()).isEmpty();
    }

    /** At its time. */
    ProviderSubscription put(SubscriptionWish wish) {
        return put(wish.wanted());
    }

    ProviderSubscription put(WantedSubscription wanted) {
        clock.moveTo(wanted.asOf());
        return gateway.put(wanted, Optional.empty());
    }

    int subscriptions() {
        return stripe.account.subscriptions.all.size();
    }

    ObjectNode there(ProviderSubscription subscription) {
        return stripe.account.subscriptions.all.get(subscription.reference().value());
    }

    /** What was sent last by a call of a kind. */
    JsonNode last(String call) {
        List<FakeCall> calls = stripe.calls(call);
        return calls.get(calls.size() - 1).sent();
    }

    /** The same with another end of its period, and coupons. */
    static WantedSubscription with(WantedSubscription wanted, Instant periodEnd, String... coupons) {
        return new WantedSubscription(
                wanted.id(),
                wanted.account(),
                wanted.start(),
                wanted.trialEnd(),
                periodEnd,
                wanted.every(),
                wanted.current(),
                wanted.next(),
                wanted.end(),
                wanted.paused(),
                Stream.of(coupons).map(CouponReference::new).toList(),
                wanted.asOf());
    }

    static WantedSubscription withCoupons(WantedSubscription wanted, String... coupons) {
        return with(wanted, wanted.periodEnd(), coupons);
    }
}
