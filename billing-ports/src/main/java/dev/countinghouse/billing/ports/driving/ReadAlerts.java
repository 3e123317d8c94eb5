package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.alert.AlertId;
import dev.countinghouse.billing.domain.quota.Thresholds;
import java.util.List;
import java.util.Optional;

/** What an account was alerted of. */
public interface ReadAlerts {

    Optional<Alert> find(AccountId account, AlertId id);

    /** The last one first, those raised before one or from the last. */
    List<Alert> list(AccountId account, Optional<AlertId> after, int limit);

    /** What the account is alerted of: its own choice or the usual. */
    Thresholds thresholds(AccountId account);
}
