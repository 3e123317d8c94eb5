package dev.countinghouse.billing.domain.notice;

import java.time.Instant;
import java.util.Optional;

/**
 * A notice in our inbox. It is worked off as often as it takes; whoever works at it has it for himself until {@link #dueAt},
 * and if he vanishes it is due again.
 *
 * @param dueAt when it is to be worked off, or the claim on it is over; empty once it is finished
 * @param attempts how often somebody began to work it off
 * @param tries of them, those since it came or was last replayed
 */
public record KeptNotice(
        Notice notice,
        Instant receivedAt,
        State state,
        Optional<Instant> dueAt,
        int attempts,
        int tries,
        Optional<Instant> finishedAt,
        Optional<String> lastFailure) {

    /** What became of it. */
    public enum State {
        WAITING,
        /** Somebody works at it, and nobody at another of the same object. */
        WORKING,
        DONE,
        /** Nobody here wants to know. */
        IGNORED,
        /** Given up, or not understood; a replay has it worked off again. */
        DEAD;

        public boolean isOpen() {
            return this == WAITING || this == WORKING;
        }
    }

    private static final int LONGEST_FAILURE = 500;

    public KeptNotice {
        if (state.isOpen() != dueAt.isPresent() || state.isOpen() == finishedAt.isPresent()) {
            throw new IllegalArgumentException(
                    "notice " + notice.id() + " is " + state + ", due at " + dueAt + " and finished at " + finishedAt);
        }
    }

    public static KeptNotice received(Notice notice, Instant now) {
        return new KeptNotice(notice, now, State.WAITING, Optional.of(now), 0, 0, Optional.empty(), Optional.empty());
    }

    public NoticeId id() {
        return notice.id();
    }

    public boolean isDueBy(Instant instant) {
        return dueAt.filter(at -> !at.isAfter(instant)).isPresent();
    }

    /** Whether somebody works at it whose time is not over. */
    public boolean isClaimed(Instant now) {
        return state == State.WORKING && !isDueBy(now);
    }

    public KeptNotice claimed(Instant until) {
        return with(State.WORKING, Optional.of(until), attempts + 1, tries + 1, Optional.empty(), lastFailure);
    }

    /** Somebody else works at the object by now: whoever had this one has let his time pass. */
    public KeptNotice lapsed() {
        return with(State.WAITING, dueAt, attempts, tries, Optional.empty(), lastFailure);
    }

    public KeptNotice done(Instant now) {
        return finished(State.DONE, now, Optional.empty());
    }

    public KeptNotice ignored(Instant now) {
        return finished(State.IGNORED, now, Optional.empty());
    }

    public KeptNotice dead(Instant now, String failure) {
        return finished(State.DEAD, now, shortened(failure));
    }

    private KeptNotice finished(State end, Instant now, Optional<String> failure) {
        return with(end, Optional.empty(), attempts, tries, Optional.of(now), failure);
    }

    public KeptNotice retryAt(Instant at, String failure) {
        return with(State.WAITING, Optional.of(at), attempts, tries, Optional.empty(), shortened(failure));
    }

    /** To be worked off again at once, with all its tries before it, as it is understood now. */
    public KeptNotice replayed(Notice understood, Instant now) {
        return new KeptNotice(
                understood, receivedAt, State.WAITING, Optional.of(now), attempts, 0, Optional.empty(), lastFailure);
    }

    private static Optional<String> shortened(String failure) {
        return Optional.of(failure.substring(0, Math.min(failure.length(), LONGEST_FAILURE)));
    }

    private KeptNotice with(
            State newState,
            Optional<Instant> newDueAt,
            int newAttempts,
            int newTries,
            Optional<Instant> newFinishedAt,
            Optional<String> newLastFailure) {
        return new KeptNotice(
                notice, receivedAt, newState, newDueAt, newAttempts, newTries, newFinishedAt, newLastFailure);
    }
}
