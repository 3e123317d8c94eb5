package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.metering.UsageEvent;
import java.util.List;

/**
 * The door through which usage comes in. Unlike the other ports it makes its own transactions, so that a store may keep
 * what many callers bring at the same time in one: to be called outside of a transaction, else {@link
 * IllegalStateException}.
 */
public interface UsageIntake {

    /**
     * Stores events as {@link UsageLog#append} does and answers, in their order, when they are durable. An event that
     * cannot be stored is {@link AppendOutcome#REFUSED} and holds back no other.
     *
     * @throws UnavailableException if the store does not answer or too much is waiting; to be tried again, since what was
     *     stored nevertheless is a duplicate then
     */
    List<AppendOutcome> store(List<UsageEvent> events);
}
