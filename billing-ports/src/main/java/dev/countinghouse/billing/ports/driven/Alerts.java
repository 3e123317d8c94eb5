package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.alert.AlertId;
import dev.countinghouse.billing.domain.quota.Thresholds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every alert that was raised, for good, and what each account wants to be alerted of. */
public interface Alerts {

    /** {@code false}, with nothing changed, if there is one with this id. */
    boolean add(Alert alert);

    Optional<Alert> find(AccountId account, AlertId id);

    /** The alerts of a billing period. */
    Set<AlertId> ofPeriod(AccountId account, Instant start);

    /** In the order they were added backwards, those added before one or from the last. */
    List<Alert> list(AccountId account, Optional<AlertId> after, int limit);

    /** Keeps the acknowledgement of an alert; of all that do it the first one's stays. */
    void acknowledge(Alert alert);

    /** What an account wants to be told of; empty if it wants the usual. */
    Optional<Thresholds> thresholds(AccountId account);

    void saveThresholds(AccountId account, Optional<Thresholds> thresholds);
}
