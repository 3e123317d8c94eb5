package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.SubscriptionGateway;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The subscriptions of the provider that {@link PaymentStandIn} stands in for, over the same book, which tells of them; its
 * invoices are {@link InvoiceStandIn}'s. For a price that {@link PriceStandIn} was never given nothing is charged. What
 * somebody does in the provider's dashboard are methods of its own; they refuse what is not there with an {@link
 * IllegalArgumentException}.
 */
public final class SubscriptionStandIn implements SubscriptionGateway {

    private final InstantSource clock;
    private final StandInBilling billing;

    public SubscriptionStandIn(StandInBook book, InstantSource clock) {
        this.clock = clock;
        this.billing = new StandInBilling(book);
    }

    @Override
    public ProviderSubscription put(WantedSubscription wanted, Optional<SubscriptionReference> known) {
        Instant now = now();
        return billing.change(wanted.account(), now, (account, running) -> running.put(wanted, known, now));
    }

    @Override
    public Optional<ProviderSubscription> find(AccountId account, SubscriptionId id) {
        return find(account, StandInSubscription.referenceOf(account, id));
    }

    @Override
    public Optional<ProviderSubscription> find(SubscriptionReference reference) {
        return billing.accountOf(StandInAccount.SUBSCRIPTION, reference.value())
                .flatMap(account -> find(account, reference));
    }

    private Optional<ProviderSubscription> find(AccountId account, SubscriptionReference reference) {
        StandInAccount there = billing.asOf(account, now());
        return Optional.ofNullable(there.subscriptions.get(reference.value()))
                .map(subscription -> subscription.shown(there.status(subscription)));
    }

    /** Somebody has it for something else, and takes back that it ends. */
    public void change(SubscriptionReference reference, List<PricedItem> items) {
        Instant now = now();
        change(reference, now, state -> state.changedTo(items, now));
    }

    public void cancel(SubscriptionReference reference) {
        Instant now = now();
        change(reference, now, state -> state.ended() ? state : state.ended(now, false));
    }

    /** Somebody says that it owes, or does not, whatever its invoices say. */
    public void owes(SubscriptionReference reference, boolean owes) {
        change(reference, now(), state -> state.late(owes));
    }

    private void change(SubscriptionReference reference, Instant now, UnaryOperator<SubscriptionState> change) {
        AccountId account = billing.accountOf(StandInAccount.SUBSCRIPTION, reference.value())
                .orElseThrow(() -> new IllegalArgumentException("there is no subscription " + reference));
        billing.change(
                account, now, (there, running) -> running.change(running.subscription(reference.value()), change, now));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
