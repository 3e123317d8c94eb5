package dev.countinghouse.billing.domain.notification;

import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * One message on its way to one endpoint. It is sent as often as it takes, at least once; whoever sends it has it for
 * himself until {@link #dueAt}, and if he vanishes it is due again.
 *
 * @param account whom the message is about, also where the endpoint is for all accounts
 * @param payload what happened, a JSON object
 * @param occurredAt when it happened, by the engine's clock; all other times are those of the world
 * @param dueAt when it may be sent, or the claim on it is over; empty once it is finished
 * @param attempts how often it was begun to be sent
 * @param tries of them, those since it was last put on its way
 */
public record Delivery(
        AccountId account,
        EndpointId endpoint,
        MessageId message,
        String type,
        String payload,
        Instant occurredAt,
        Instant createdAt,
        State state,
        Optional<Instant> dueAt,
        int attempts,
        int tries,
        Optional<Instant> finishedAt,
        Optional<String> lastFailure) {

    /** What became of it. */
    public enum State {
        WAITING,
        DELIVERED,
        /** Given up; a replay puts it on its way again. */
        FAILED
    }

    private static final int LONGEST_FAILURE = 500;

    public Delivery {
        if ((state == State.WAITING) != dueAt.isPresent() || (state == State.WAITING) == finishedAt.isPresent()) {
            throw new IllegalArgumentException(
                    "delivery " + message + " is " + state + ", due at " + dueAt + " and finished at " + finishedAt);
        }
    }

    public static Delivery begin(
            AccountId account,
            EndpointId endpoint,
            MessageId message,
            String type,
            String payload,
            Instant occurredAt,
            Instant now) {
        return new Delivery(
                account,
                endpoint,
                message,
                type,
                payload,
                occurredAt,
                now,
                State.WAITING,
                Optional.of(now),
                0,
                0,
                Optional.empty(),
                Optional.empty());
    }

    public Key key() {
        return new Key(account, endpoint, message);
    }

    /** What tells deliveries apart. */
    public record Key(AccountId account, EndpointId endpoint, MessageId message) {}

    public boolean isDueBy(Instant instant) {
        return dueAt.filter(at -> !at.isAfter(instant)).isPresent();
    }

    /** About to be sent, for whoever got it until then. */
    public Delivery claimed(Instant until) {
        return with(State.WAITING, Optional.of(until), attempts + 1, tries + 1, Optional.empty(), lastFailure);
    }

    public Delivery delivered(Instant now) {
        return with(State.DELIVERED, Optional.empty(), attempts, tries, Optional.of(now), Optional.empty());
    }

    public Delivery retryAt(Instant at, String failure) {
        return with(State.WAITING, Optional.of(at), attempts, tries, Optional.empty(), shortened(failure));
    }

    public Delivery failed(Instant now, String failure) {
        return with(State.FAILED, Optional.empty(), attempts, tries, Optional.of(now), shortened(failure));
    }

    /** On its way again, with all its tries before it. */
    public Delivery replayed(Instant now) {
        return with(State.WAITING, Optional.of(now), attempts, 0, Optional.empty(), lastFailure);
    }

    private static Optional<String> shortened(String failure) {
        return Optional.of(failure.substring(0, Math.min(failure.length(), LONGEST_FAILURE)));
    }

    private Delivery with(
            State newState,
            Optional<Instant> newDueAt,
            int newAttempts,
            int newTries,
            Optional<Instant> newFinishedAt,
            Optional<String> newLastFailure) {
        return new Delivery(
                account,
                endpoint,
                message,
                type,
                payload,
                occurredAt,
                createdAt,
                newState,
                newDueAt,
                newAttempts,
                newTries,
                newFinishedAt,
                newLastFailure);
    }
}
