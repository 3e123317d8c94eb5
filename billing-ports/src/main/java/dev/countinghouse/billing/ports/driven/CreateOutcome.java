package dev.countinghouse.billing.ports.driven;

import java.util.function.Function;

/** The answer to a wish for a resource. */
public sealed interface CreateOutcome {

    <T> T fold(Function<Created, T> created, Function<Refused, T> refused);

    /**
     * It exists, by this call or an earlier one under the same key.
     *
     * @param reference what the provider calls it
     */
    record Created(String reference) implements CreateOutcome {
        @Override
        public <T> T fold(Function<Created, T> created, Function<Refused, T> refused) {
            return created.apply(this);
        }
    }

    /** Nothing was created. */
    record Refused(String reason) implements CreateOutcome {
        @Override
        public <T> T fold(Function<Created, T> created, Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }
}
