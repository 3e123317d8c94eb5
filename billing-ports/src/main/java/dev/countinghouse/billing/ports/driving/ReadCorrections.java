package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.Correction;
import dev.countinghouse.billing.domain.metering.EventKey;
import java.util.List;
import java.util.Optional;

/** What was changed about the recorded usage of an account, by whom and why. */
public interface ReadCorrections {

    /**
     * The oldest first.
     *
     * @param event for what became of one event
     * @param after the ordinal of the last one seen; 0 for the beginning
     */
    List<Correction> read(AccountId account, Optional<EventKey> event, long after, int limit);
}
