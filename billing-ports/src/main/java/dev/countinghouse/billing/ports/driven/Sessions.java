package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.session.Session;
import dev.countinghouse.billing.domain.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The sessions of all accounts, running and ended. */
public interface Sessions {

    /** {@code false} if the account has one of this id. */
    boolean add(Session session, Instant checkAt);

    Optional<Session> find(AccountId account, SessionId id);

    /** The same as {@link #find}; until the transaction ends nobody else locks it. */
    Optional<Session> lock(AccountId account, SessionId id);

    /** Replaces a session that this transaction has locked. @param checkAt when to look at it; empty once it has ended */
    void save(Session session, Optional<Instant> checkAt);

    /**
     * Of an account, the latest started first, equal ones by id backwards (Unicode code points).
     *
     * @param running only those that run
     * @param before behind this one
     */
    List<Session> of(AccountId account, boolean running, Optional<Session> before, int limit);

    /**
     * Sessions to be looked at, the longest overdue first; an account with a clock of its own is judged by that. For the
     * system.
     */
    List<Key> checkBy(Instant instant, int limit);

    /** When one of an account is to be looked at next. */
    Optional<Instant> nextCheck(AccountId account);

    record Key(AccountId account, SessionId id) {}
}
