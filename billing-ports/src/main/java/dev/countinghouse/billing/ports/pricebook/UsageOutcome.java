package dev.countinghouse.billing.ports.pricebook;

import dev.countinghouse.billing.domain.cost.ModelRef;
import dev.countinghouse.billing.domain.cost.TokenUsage;
import java.util.function.Function;

/** The answer to: what did this response use? A {@code model} is empty where the response names none. */
public sealed interface UsageOutcome {

    record Extracted(String provider, String flavour, String model, TokenUsage usage) implements UsageOutcome {

        public ModelRef ref() {
            return ModelRef.of(provider, model);
        }
    }

    /** The response is readable and reports no usage, as aborted streams do: a case for {@link TokenEstimator}. */
    record NoUsage(String provider, String model, String reason) implements UsageOutcome {

        public ModelRef ref() {
            return ModelRef.of(provider, model);
        }
    }

    /** What stands at {@code path} is not what belongs there. */
    record Malformed(String provider, String path, String problem) implements UsageOutcome {}

    /** Nobody knows how to read this: unknown provider, unknown API flavour, or a provider without rules. */
    record NoExtractor(String provider, String reason) implements UsageOutcome {}

    default <T> T fold(
            Function<Extracted, T> extracted,
            Function<NoUsage, T> noUsage,
            Function<Malformed, T> malformed,
            Function<NoExtractor, T> noExtractor) {
        if (this instanceof Extracted it) {
            return extracted.apply(it);
        }
        if (this instanceof NoUsage it) {
            return noUsage.apply(it);
        }
        return this instanceof Malformed it ? malformed.apply(it) : noExtractor.apply((NoExtractor) this);
    }
}
