package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import dev.countinghouse.billing.ports.driven.SubscriptionGateway;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.standin.SubscriptionStandIn;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** A provider that says something else than the stand-in, which knows no more than who owes. */
final class OtherSubscriptions implements SubscriptionGateway {

    private final Supplier<SubscriptionStandIn> standIn;

    Optional<Status> status = Optional.empty();

    /** What somebody has set, until ours is put. */
    Optional<Optional<Instant>> end = Optional.empty();

    int failures;

    /** Does what it is asked for, and its answer is lost. */
    boolean loses;

    OtherSubscriptions(Supplier<SubscriptionStandIn> standIn) {
        this.standIn = standIn;
    }

    private ProviderSubscription seen(ProviderSubscription it) {
        return new ProviderSubscription(
                it.reference(),
                it.id(),
                it.account(),
                status.orElse(it.status()),
                it.items(),
                it.period(),
                end.orElse(it.end()),
                it.next(),
                it.paused());
    }

    @Override
    public ProviderSubscription put(WantedSubscription wanted, Optional<SubscriptionReference> known) {
        if (failures-- > 0) {
            throw new UnavailableException("no answer", new IllegalStateException("the test wants it so"));
        }
        end = Optional.empty();
        ProviderSubscription put = standIn.get().put(wanted, known);
        if (loses) {
            throw new UnavailableException("no answer", new IllegalStateException("the test wants it so"));
        }
        return seen(put);
    }

    @Override
    public Optional<ProviderSubscription> find(AccountId account, SubscriptionId id) {
        return standIn.get().find(account, id).map(this::seen);
    }

    @Override
    public Optional<ProviderSubscription> find(SubscriptionReference reference) {
        return standIn.get().find(reference).map(this::seen);
    }
}
