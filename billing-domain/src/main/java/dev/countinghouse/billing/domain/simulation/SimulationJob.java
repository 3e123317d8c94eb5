package dev.countinghouse.billing.domain.simulation;

import java.time.Instant;
import java.util.Optional;

/**
 * An order and how far it is.
 *
 * @param total how many accounts it is about, counted when it began
 * @param failure why it failed
 */
public record SimulationJob(
        SimulationId id,
        SimulationOrder order,
        Instant orderedAt,
        State state,
        Optional<Long> total,
        Optional<Instant> finishedAt,
        Optional<String> failure) {

    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        CANCELLED,
        /** It cannot be carried out at all. What is wrong with one account is that account's result. */
        FAILED;

        public boolean isOver() {
            return this != QUEUED && this != RUNNING;
        }
    }

    public static SimulationJob queued(SimulationId id, SimulationOrder order, Instant at) {
        return new SimulationJob(id, order, at, State.QUEUED, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
