package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.SubscriptionWish.ACME;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.ID;
import static dev.countinghouse.billing.ports.driven.SubscriptionWish.day;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A provider of subscriptions, and what somebody does there. */
public abstract class SubscriptionGatewayCase {

    protected abstract SubscriptionGateway gateway();

    protected abstract void moveTo(Instant now);

    /** Somebody has it changed in the provider's dashboard: other items, and no end. */
    protected abstract void changeThere(SubscriptionReference subscription, List<PricedItem> items);

    /** Somebody ends it in the provider's dashboard. */
    protected abstract void cancelThere(SubscriptionReference subscription);

    /** An invoice of it is not paid. */
    protected abstract void fallsBehind(SubscriptionReference subscription);

    /** How many there are, of whomever. */
    protected abstract int subscriptions();

    protected ProviderSubscription put(SubscriptionWish wish) {
        moveTo(day(wish.now()));
        ProviderSubscription put = gateway().put(wish.wanted(), Optional.empty());
        assertThat(gateway().put(wish.wanted(), Optional.empty()))
                .as("once more")
                .isEqualTo(put);
        assertThat(gateway().put(wish.wanted(), Optional.of(put.reference())))
                .as("that one")
                .isEqualTo(put);
        assertThat(found()).as("and found so").isEqualTo(put);
        assertThat(gateway().find(put.reference())).contains(put);
        assertThat(subscriptions()).isEqualTo(1);
        return put;
    }

    protected ProviderSubscription found() {
        return gateway().find(ACME, ID).orElseThrow();
    }
}
