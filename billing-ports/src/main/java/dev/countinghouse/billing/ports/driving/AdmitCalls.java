package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.Standing;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.quota.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a call may run, in one step over all limits that apply to it: the subscription, what the plan includes and
 * entitles to, limits, rates, budgets, credits. What is admitted never passes a hard limit, however many ask at the same
 * time. Every call may be repeated: it is admitted once.
 */
public interface AdmitCalls {

    Duration LONGEST = Duration.ofHours(24);

    /** Asks, and takes nothing. */
    Outcome check(Call call);

    /** Takes what the call uses and records it as usage, or does neither. */
    Outcome consume(Call call);

    /**
     * Takes the most that the call may use, until it is settled or {@code lasts} is over.
     *
     * @param lasts above 0, at most {@link #LONGEST}
     * @see SettleCalls
     */
    Outcome reserve(Call call, Duration lasts);

    /**
     * @param verdict the hardest of all limits
     * @param standings of each limit that was asked
     * @param price what the call comes to beyond what was used, where the plan prices its quantity
     * @param retryAt when it may be worth to ask again without anything being bought; empty if waiting does not help
     * @param upgrades plans that would raise what the plan includes, the nearest first
     */
    record Decision(
            Verdict verdict,
            List<Standing> standings,
            Optional<Amount> price,
            Optional<Instant> retryAt,
            List<PlanKey> upgrades) {

        public boolean admits() {
            return verdict.admits();
        }
    }

    sealed interface Outcome {

        /**
         * @param decision what the limits say; of a call that was admitted before, what they say now
         * @param repeated whether it was admitted before, by whomever: then nothing was taken for it now
         */
        record Admitted(Decision decision, Optional<Reservation> reservation, boolean repeated) implements Outcome {}

        record Refused(Decision decision) implements Outcome {}

        /** The id belongs to another call, or to one that was given up. */
        record Conflict(Reservation earlier, String reason) implements Outcome {}

        record Invalid(String field, String reason) implements Outcome {}
    }
}
