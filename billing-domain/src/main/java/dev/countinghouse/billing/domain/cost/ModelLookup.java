package dev.countinghouse.billing.domain.cost;

import java.util.function.Function;

/** The answer to: which model is that? */
public sealed interface ModelLookup {

    record Found(FoundModel model) implements ModelLookup {}

    /** The provider is known, the model is on no price list it uses. */
    record UnknownModel(ModelRef ref, String provider) implements ModelLookup {}

    /** No provider has this name, or none was named and the model's name points to none. */
    record UnknownProvider(ModelRef ref) implements ModelLookup {}

    default <T> T fold(
            Function<Found, T> found,
            Function<UnknownModel, T> unknownModel,
            Function<UnknownProvider, T> unknownProvider) {
        if (this instanceof Found it) {
            return found.apply(it);
        }
        return this instanceof UnknownModel it ? unknownModel.apply(it) : unknownProvider.apply((UnknownProvider) this);
    }
}
