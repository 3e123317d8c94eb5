package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.session.Session;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.session.SessionOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Has sessions paid by the second: credits are reserved before one starts and while it runs, and spent when it ends. Every
 * call may be repeated. Where a session has a sandbox, that is deleted when it ends, however it ends.
 */
public interface RunSessions {

    /**
     * What so much time would cost now, on top of what was used in the period. Nothing is reserved or recorded.
     *
     * @throws UnknownException for an account that there is not
     */
    Estimate estimate(SessionOrder order, Duration time);

    /**
     * Reserves credits and starts; refused, with nothing done, if there are not enough. One with a sandbox has that created
     * after, and its time begins when it exists: the answer is a session that is not ready if the provider does not answer,
     * and one that was canceled if he refuses. Must not be called in a transaction with a sandbox.
     */
    Outcome start(SessionOrder order);

    /** A sign of life: reserves further ahead. Where credits do not reach that far, the answer says until when they do. */
    Outcome keep(AccountId account, SessionId id);

    /**
     * Ends it and spends what it came to.
     *
     * @param at when it ended, not after now; empty for now
     */
    Outcome stop(AccountId account, SessionId id, Optional<Instant> at);

    /** Ends one that never ran: nothing is charged. */
    Outcome cancel(AccountId account, SessionId id);

    Optional<Session> find(AccountId account, SessionId id);

    /** What has become of the sandbox of a session; empty if it has none. */
    Optional<Provision> sandbox(AccountId account, SessionId id);

    /** The latest started first. @param before behind this one */
    List<Session> of(AccountId account, boolean running, Optional<SessionId> before, int limit);

    /**
     * Ends those that gave no sign of life, whose credits ran out or whose time is over; answers how many.
     *
     * @param listeningSince when this service began to take signs of life
     */
    int endDue(Instant listeningSince, int limit);

    /** @param missing how many credits there are too few; 0 if there are enough */
    record Estimate(Credits cost, Credits available, Credits missing) {}

    sealed interface Outcome {

        /**
         * It runs, or has ended: see the session.
         *
         * @param started whether this call has started it; of many that want to, one does
         */
        record Done(Session session, Credits reserved, Credits available, boolean started) implements Outcome {}

        record Insufficient(Credits wanted, Credits available) implements Outcome {}

        record Conflict(Session earlier, String reason) implements Outcome {}

        record Refused(String field, String reason) implements Outcome {}

        record Unknown(SessionId id) implements Outcome {}
    }
}
