package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.alert.AlertId;

/** Says that somebody has taken notice of an alert. */
public interface AcknowledgeAlert {

    /**
     * Again, or by somebody else, it changes nothing.
     *
     * @param actor 1 to 255 characters
     * @throws UnknownException for an alert that there is not
     */
    Alert acknowledge(AccountId account, AlertId id, String actor);
}
