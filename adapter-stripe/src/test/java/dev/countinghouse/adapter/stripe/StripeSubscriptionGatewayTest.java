package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.SubscriptionGateway;
import dev.countinghouse.billing.ports.driven.SubscriptionGatewayContract;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Over real HTTP, each request held against the description of Stripe's API. */
class StripeSubscriptionGatewayTest extends SubscriptionGatewayContract {

    final InMemoryTestClock clock = new InMemoryTestClock(StripeCase.START);
    final FakeStripe stripe = new FakeStripe(clock);
    final Storage storage = InMemoryStorage.empty();
    final StripeSubscriptionGateway gateway = Fakes.subscriptions(stripe, storage);

    @AfterEach
    void nothingWasAskedThatStripeDoesNotKnow() {
        stripe.close();
        assertThat(stripe.complaints()).isEmpty();
    }

    @Override
    protected SubscriptionGateway gateway() {
        return gateway;
    }

    @Override
    protected void moveTo(Instant now) {
        clock.moveTo(now);
    }

    ObjectNode at(SubscriptionReference subscription) {
        return stripe.account.subscriptions.all.get(subscription.value());
    }

    @Override
    protected void changeThere(SubscriptionReference subscription, List<PricedItem> items) {
        ArrayNode there = at(subscription).putNull("cancel_at").putArray("items");
        items.forEach(item -> {
            ObjectNode added = there.addObject()
                    .put("id", "si_by_hand_" + there.size())
                    .put("price", item.price().value());
            item.quantity().ifPresent(quantity -> added.put("quantity", quantity));
        });
    }

    @Override
    protected void cancelThere(SubscriptionReference subscription) {
        stripe.account.subscriptions.cancel(at(subscription), clock.instant().getEpochSecond());
    }

    @Override
    protected void fallsBehind(SubscriptionReference subscription) {
        at(subscription).put("status", "past_due");
    }

    @Override
    protected int subscriptions() {
        return stripe.account.subscriptions.all.size();
    }
}
