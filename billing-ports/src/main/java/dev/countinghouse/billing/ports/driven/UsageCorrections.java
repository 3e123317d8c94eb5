package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.Correction;
import dev.countinghouse.billing.domain.correction.UsageChange;
import dev.countinghouse.billing.domain.correction.Warrant;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes to single events that were recorded. */
public interface UsageCorrections {

    /**
     * Shows what is recorded under some keys and makes the changes that are decided on, each together with its note: both
     * or neither. From the showing to the end of the transaction nobody else corrects usage of the account. The key of an
     * event stays claimed with the content it was first recorded with, whatever becomes of the event.
     */
    void correct(AccountId account, Set<EventKey> keys, Warrant warrant, Decision decision);

    /** What is to be done about what is there. Keys that were never recorded are not among those shown. */
    @FunctionalInterface
    interface Decision {
        List<UsageChange> on(Map<EventKey, Recorded> recorded);
    }

    /** @param event as it counts, or as it counted last */
    record Recorded(UsageEvent event, boolean counts) {}

    /** What was changed, in that order, from the one behind {@code after} on: all of it, or of one event. */
    List<Correction> of(AccountId account, Optional<EventKey> event, long after, int limit);
}
