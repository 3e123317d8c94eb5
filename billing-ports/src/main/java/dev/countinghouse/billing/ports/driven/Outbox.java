package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Messages to the outside world, kept with the change they tell of: both or neither. Each account's messages are a queue:
 * they are taken in the order they were appended, one at a time, the next when the one before is delivered or buried.
 * Whoever takes one and vanishes loses it to the next when the time of the claim is over, so a message may be delivered
 * more than once and is never lost.
 *
 * <p>Claims and retries are timed by the clock of the world: that which messages are dated by may stand still or jump.
 */
public interface Outbox {

    /** Puts a message at the end of its account's queue, in the running transaction. */
    void append(OutboxMessage message);

    /** Accounts with a message that may be tried, the longest waiting first; for the system. */
    List<AccountId> dueBy(Instant now, int limit);

    /** Takes the account's next message if it may be tried, until an instant for itself alone; empty if somebody else has it. */
    Optional<Claim> claim(AccountId account, Instant now, Instant until);

    /**
     * Forgets a message that was delivered; {@code false} if somebody else has. Of all that do it one gets {@code true}, so
     * what is written with it is written once.
     */
    boolean delivered(Claim claim);

    /** Keeps a message for another attempt; nothing happens if somebody else has claimed it meanwhile. */
    void retry(Claim claim, Instant at, String reason);

    /** Sets a message aside that cannot be delivered; nothing happens if somebody else has claimed it meanwhile. */
    void bury(Claim claim, Instant at, String reason);

    /** What was set aside of an account, in order. */
    List<OutboxMessage> buried(AccountId account);

    /**
     * A message that is being delivered.
     *
     * @param ordinal its place in the queue
     * @param attempt counts from 1
     * @param until when somebody else may take it; tells this claim from a later one
     */
    record Claim(OutboxMessage message, long ordinal, int attempt, Instant until) {}
}
