package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Decision;
import java.time.Duration;
import java.util.Optional;

/**
 * Has a call decided before it runs and recorded after it, whatever becomes of it, for the code that makes the call:
 *
 * <pre>{@code
 * try (Guarded running = guard.open(call, Duration.ofMinutes(2))) {
 *     Response response = model.ask(…);
 *     running.used(usageOf(response));
 * }
 * }</pre>
 */
public interface GuardCalls {

    /**
     * @param call with the most it may use
     * @param lasts after which what was reserved is free for others; what is used is recorded all the same
     * @throws RefusedException if it may not run: nothing was taken
     * @throws IllegalArgumentException if the call cannot be counted, or its id stands for another
     */
    Guarded open(Call call, Duration lasts);

    /** The same for a call that somebody else may send again, and that must not run twice for what is paid once. */
    Opening openOnce(Call call, Duration lasts);

    sealed interface Opening {

        /** Nobody has run it yet. */
        record Opened(Guarded running) implements Opening {}

        record Refused(Decision decision) implements Opening {}

        /**
         * It was admitted before: it runs, or ran in a process that died, or has ended.
         *
         * @param earlier of another call if the id was used for something else
         * @param decision what the limits say now; empty if they were not asked
         */
        record Taken(Reservation earlier, Optional<Decision> decision) implements Opening {}

        record Invalid(String field, String reason) implements Opening {}
    }

    /** A call that runs. Used by one thread at a time. */
    interface Guarded extends AutoCloseable {

        Decision decision();

        /** What the call has used by now, all of it; in place of what was told before. */
        void used(EventData all);

        /**
         * Adds to what it has used by now, for streams that may break off: the first time a number is counted it takes the
         * place of the one that was expected.
         *
         * @param property the path of the number, such as {@code usage.output_tokens}
         */
        void count(String property, long more);

        /**
         * Records what was used, or gives the call up if nothing was. Where the storage cannot be reached what was used is
         * kept, see {@link SettleCalls#recordOffline}.
         */
        @Override
        void close();
    }

    /** The call may not run. */
    final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Decision decision;

        public RefusedException(Decision decision) {
            super("refused: "
                    + (decision.verdict() instanceof Verdict.Refused refused ? refused.reason() : decision.verdict()));
            this.decision = decision;
        }

        public Decision decision() {
            return decision;
        }
    }
}
