package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Up to where the usage of each account is invoiced, and from where on it has changed since. Whatever changes usage
 * ({@link UsageLog}) notes it here in the same transaction, so that no late event and no correction is forgotten.
 */
public interface InvoicedUsage {

    /**
     * How far an account is.
     *
     * @param until usage before it is invoiced
     * @param changedSince the earliest time at which invoiced usage has changed and was not restated yet
     * @param settleAt from when on a change is invoiced by itself; without one it waits for the next invoice
     */
    record Standing(Instant until, Optional<Instant> changedSince, Optional<Instant> settleAt) {}

    /** Empty for an account that was never invoiced. */
    Optional<Standing> of(AccountId account);

    /** The same, and whoever wants to note a change that is not in it waits until this transaction ends. */
    Optional<Standing> lock(AccountId account);

    /** Up to where the usage of accounts is invoiced; without those that never were. */
    Map<AccountId, Instant> invoicedUntil(Collection<AccountId> accounts);

    void save(AccountId account, Standing standing);

    /**
     * Notes that usage has changed at and after a time; here without effect where that is not invoiced yet, and in the {@link
     * AlertWatch} and {@link UsageReports} of the same storage always.
     */
    void changed(Map<AccountId, Instant> earliest);

    /**
     * Accounts whose changes are to be invoiced by themselves at or before an instant, the longest overdue first, at most
     * {@code limit}. An account with a clock of its own is judged by that.
     */
    List<AccountId> toSettleBy(Instant instant, int limit);
}
