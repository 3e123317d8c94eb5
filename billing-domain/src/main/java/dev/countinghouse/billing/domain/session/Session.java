package dev.countinghouse.billing.domain.session;

import dev.countinghouse.billing.domain.credit.HoldId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that runs, or is about to: its time begins when its sandbox is there, if it has one.
 *
 * @param startedAt when its time began; until it has, when it was asked for
 * @param isReady whether its time has begun
 * @param seenAt its last sign of life
 * @param runsOutAt when the credits reserved for it are used up, if there are no more; empty while there are
 */
public record Session(
        SessionOrder order,
        Instant startedAt,
        boolean isReady,
        Instant seenAt,
        Optional<Instant> runsOutAt,
        Optional<SessionEnd> end) {

    /** Why and as of when a running session has to be ended. */
    public record Due(SessionEnd.Reason reason, Instant at) {}

    public static Session started(SessionOrder order, Instant at) {
        return new Session(order, at, true, at, Optional.empty(), Optional.empty());
    }

    /** One that waits for its sandbox. */
    public static Session asked(SessionOrder order, Instant at) {
        return new Session(order, at, false, at, Optional.empty(), Optional.empty());
    }

    public SessionId id() {
        return order.id();
    }

    /** What its credits are reserved by. */
    public HoldId hold() {
        return hold(order.id());
    }

    public static HoldId hold(SessionId id) {
        return new HoldId("session/" + id);
    }

    /** Whether it has not ended; its time may not have begun. */
    public boolean isRunning() {
        return end.isEmpty();
    }

    /** Its sandbox is there, and its time begins. */
    public Session begun(Instant at) {
        return new Session(order, at, true, at, runsOutAt, end);
    }

    public Session seen(Instant at, Optional<Instant> outAt) {
        return new Session(order, startedAt, isReady, at.isAfter(seenAt) ? at : seenAt, outAt, end);
    }

    public Session ended(SessionEnd how) {
        return new Session(order, startedAt, isReady, seenAt, runsOutAt, Optional.of(how));
    }

    /** For how long credits are to be reserved in all, at an instant. */
    public Duration reserved(Instant at, SessionRules rules) {
        Duration wanted = Duration.between(startedAt, at).plus(rules.ahead());
        return order.longest().filter(most -> most.compareTo(wanted) < 0).orElse(wanted);
    }

    /** Seconds up to an instant: each one that has begun, 0 before the start. */
    public long secondsBy(Instant at) {
        if (!isReady) {
            return 0;
        }
        Duration ran = Duration.between(startedAt, at);
        return ran.isNegative() ? 0 : ran.plusNanos(999_999_999).toSeconds();
    }

    /** The latest it can have run until. */
    public Instant until(Instant at) {
        return order.longest().map(startedAt::plus).filter(at::isAfter).orElse(at);
    }

    /** When somebody has to look at it next. */
    public Instant checkAt(SessionRules rules) {
        if (!isReady) {
            return seenAt.plus(rules.patience());
        }
        return Stream.of(
                        Optional.of(seenAt.plus(rules.patience())),
                        runsOutAt.map(out -> out.plus(rules.grace())),
                        order.longest().map(startedAt::plus))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * Whether it has to be ended by now.
     *
     * @param listeningSince when somebody began to take signs of life: what nobody heard was not missed
     */
    public Optional<Due> due(Instant now, Instant listeningSince, SessionRules rules) {
        Instant heard = seenAt.isAfter(listeningSince) ? seenAt : listeningSince;
        if (!isReady) {
            return heard.plus(rules.patience()).isAfter(now)
                    ? Optional.empty()
                    : Optional.of(new Due(SessionEnd.Reason.CANCELED, startedAt));
        }
        return Stream.of(
                        order.longest().map(most -> new Due(SessionEnd.Reason.TIME_LIMIT, startedAt.plus(most))),
                        runsOutAt.map(out -> new Due(SessionEnd.Reason.OUT_OF_CREDITS, out.plus(rules.grace()))),
                        Optional.of(heard.plus(rules.patience()))
                                .filter(missed -> !missed.isAfter(now))
                                .map(missed -> new Due(SessionEnd.Reason.LOST, seenAt)))
                .flatMap(Optional::stream)
                .filter(due -> !due.at().isAfter(now))
                .min(Comparator.comparing(Due::at));
    }
}
