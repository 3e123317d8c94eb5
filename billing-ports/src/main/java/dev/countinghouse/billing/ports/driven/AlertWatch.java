package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which accounts are to be looked at for alerts: those of which something was noted, and those whose time has come.
 * Whatever changes usage ({@link UsageLog}) notes it here in the same transaction; whoever notes waits for nobody.
 */
public interface AlertWatch {

    /** Notes that something has changed that alerts depend on. */
    void changed(Collection<AccountId> accounts);

    /**
     * Accounts to be looked at, ordered by id (Unicode code points), those behind one or from the first; for the system. An
     * account with a clock of its own is judged by that.
     */
    List<AccountId> dueBy(Instant instant, Optional<AccountId> after, int limit);

    /**
     * Takes the notes of an account off, and answers when it was looked at last. What is read from here on in this
     * transaction holds everything they told of; what is changed meanwhile is noted again.
     */
    Optional<Instant> take(AccountId account);

    /** From when on an account is to be looked at even if nothing is noted; empty for never. */
    Optional<Instant> againAt(AccountId account);

    /** Whose time comes first, at or before an instant, of those without a clock of their own; for the system. */
    Optional<AccountId> firstAgainBy(Instant instant);

    /** @param again from when on it is to be looked at even if nothing is noted; empty for never */
    void looked(AccountId account, Instant at, Optional<Instant> again);
}
