package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.simulation.SimulationId;
import dev.countinghouse.billing.domain.simulation.SimulationJob;
import dev.countinghouse.billing.domain.simulation.SimulationOrder;
import dev.countinghouse.billing.domain.simulation.SimulationResult;
import dev.countinghouse.billing.domain.simulation.SimulationTally;
import java.util.List;
import java.util.Optional;

/**
 * What many accounts would have been charged on other terms, over the usage they really had: ordered here, worked off by
 * {@link RunSimulations}. Nothing of the accounts is changed.
 *
 * <p>Counted are fees and usage of the billing periods that were over when it was ordered, before discounts and tax. Usage
 * of them that is recorded or corrected while it runs may or may not be in it.
 */
public interface SimulateAccounts {

    /**
     * The same order under the same id is the same simulation.
     *
     * @throws UnknownException for a plan or an account that there is not
     * @throws IllegalArgumentException for a plan that is an add-on
     */
    Outcome order(SimulationId id, SimulationOrder order);

    Optional<Progress> find(SimulationId id);

    /**
     * Ends it with the results it has; those of the accounts that are just at work may still be added. What is over stays as
     * it is.
     *
     * @throws UnknownException if there is no such simulation
     */
    Progress cancel(SimulationId id);

    /**
     * Results so far by account, those behind one or from the first.
     *
     * @throws UnknownException if there is no such simulation
     */
    List<SimulationResult> results(SimulationId id, Optional<AccountId> after, int limit);

    sealed interface Outcome {

        record Ordered(Progress progress) implements Outcome {}

        /** Something else was ordered under this id. */
        record Conflict(String reason) implements Outcome {}
    }

    /** How far it is, and what the results so far come to. */
    record Progress(SimulationJob job, SimulationTally tally) {

        /** Accounts that were opened since it began may be among them, so it is exact when all is done. */
        public Optional<Long> total() {
            return job.state() == SimulationJob.State.DONE
                    ? Optional.of(tally.compared() + tally.skipped())
                    : job.total();
        }
    }
}
