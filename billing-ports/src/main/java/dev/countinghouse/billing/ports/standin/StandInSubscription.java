package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.SubscriptionReference;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.domain.subscription.Ending;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.ProviderSubscription.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the stand-in knows of one subscription. */
record StandInSubscription(SubscriptionId id, AccountId account, SubscriptionState state, StandInBill bill) {

    private static final int DIGITS = 40;

    static StandInSubscription begin(WantedSubscription wanted, Instant now) {
        StandInBill bill = new StandInBill(
                Map.of(),
                List.of(),
                wanted.coupons(),
                wanted.coupons().size(),
                wanted.current().from());
        return new StandInSubscription(wanted.id(), wanted.account(), SubscriptionState.begin(wanted, now), bill);
    }

    StandInSubscription with(SubscriptionState after, StandInBill newBill) {
        return new StandInSubscription(id, account, after, newBill);
    }

    /** Prorated from when ours changed; what somebody else has changed back is prorated from now. */
    Instant proratedFrom(WantedSubscription wanted, Instant now) {
        Instant since = wanted.current().from();
        if (since.equals(bill.heard())) {
            return now;
        }
        Instant start = state.period().start();
        return since.isAfter(start) ? since : start;
    }

    ProviderSubscription shown(Status status) {
        return new ProviderSubscription(
                new SubscriptionReference(reference()),
                id,
                account,
                status,
                state.current().items(),
                state.period(),
                state.end().map(Ending::at),
                state.next(),
                state.paused());
    }

    String reference() {
        return referenceOf(account, id).value();
    }

    static SubscriptionReference referenceOf(AccountId account, SubscriptionId id) {
        String both = account.value() + "\n" + id.value();
        return new SubscriptionReference("sub_" + SecretHash.of(both).hex().substring(0, DIGITS));
    }
}
