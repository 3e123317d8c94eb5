package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.Stage;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A subscription as the provider has it, whoever made it so.
 *
 * @param items by price
 * @param period the billing period that is running, or was when it ended
 * @param end when it ends or ended; empty if it goes on
 * @param next the change that is scheduled; empty if none is
 * @param paused whether nothing is charged, whatever the status
 */
public record ProviderSubscription(
        SubscriptionReference reference,
        SubscriptionId id,
        AccountId account,
        Status status,
        List<PricedItem> items,
        Period period,
        Optional<Instant> end,
        Optional<Stage> next,
        boolean paused) {

    public ProviderSubscription {
        items = PricedItem.sum(items);
    }

    /** What the provider says of it; he decides when somebody owes too much for too long. */
    public enum Status {
        TRIALING,
        ACTIVE,
        PAST_DUE,
        /** He has given up to collect, and lets it run. */
        UNPAID,
        /** It has ended, also because its first invoice was never paid. */
        CANCELED,
        /** Its first invoice is not paid yet. */
        INCOMPLETE,
        /** A trial is over and nothing was given to pay by. */
        PAUSED
    }

    public boolean hasEnded() {
        return status == Status.CANCELED;
    }
}
