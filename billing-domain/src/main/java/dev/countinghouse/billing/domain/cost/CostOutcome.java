package dev.countinghouse.billing.domain.cost;

import java.util.function.Function;

/** The answer to: what does this request cost us? */
public sealed interface CostOutcome {

    record Priced(FoundModel model, ProviderCost cost) implements CostOutcome {}

    /** The provider is known, the model is on no price list it uses. */
    record UnknownModel(ModelRef ref, String provider) implements CostOutcome {}

    /** No provider has this name, or none was named and the model's name points to none. */
    record UnknownProvider(ModelRef ref) implements CostOutcome {}

    /**
     * The counts cannot be those of one request: a part is larger than what it is part of. Usually they were read in
     * another convention, for example input tokens without the cached ones; any price would be a guess.
     */
    record ContradictoryUsage(FoundModel model, String reason) implements CostOutcome {}

    default <T> T fold(
            Function<Priced, T> priced,
            Function<UnknownModel, T> unknownModel,
            Function<UnknownProvider, T> unknownProvider,
            Function<ContradictoryUsage, T> contradictoryUsage) {
        if (this instanceof Priced it) {
            return priced.apply(it);
        }
        if (this instanceof UnknownModel it) {
            return unknownModel.apply(it);
        }
        return this instanceof UnknownProvider it
                ? unknownProvider.apply(it)
                : contradictoryUsage.apply((ContradictoryUsage) this);
    }
}
