package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.simulation.SimulationId;
import dev.countinghouse.billing.domain.simulation.SimulationJob;
import dev.countinghouse.billing.domain.simulation.SimulationResult;
import dev.countinghouse.billing.domain.simulation.SimulationTally;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Simulations of many accounts and what came out for each. All of it is the system's but {@link #keep}, which is for a
 * transaction bound to the account.
 */
public interface Simulations {

    /** {@code false}, with nothing kept, if there is one of this id. */
    boolean add(SimulationJob job);

    Optional<SimulationJob> find(SimulationId id);

    /** Those that are not over, the oldest first. */
    List<SimulationId> unfinished();

    /** From queued to running; of one that is not queued nothing changes. */
    void start(SimulationId id, long total);

    /** Ends it; what is over stays as it is. */
    void finish(SimulationId id, SimulationJob.State state, Instant at, Optional<String> failure);

    /** Keeps what came out for an account; if there is a result of it already, that stays. */
    void keep(SimulationId id, SimulationResult result);

    /** Results ordered by account (Unicode code points), those behind one or from the first. */
    List<SimulationResult> results(SimulationId id, Optional<AccountId> after, int limit);

    /** The account whose result is the last in that order. */
    Optional<AccountId> lastAccount(SimulationId id);

    SimulationTally tally(SimulationId id);
}
