package dev.countinghouse.billing.domain.cost;

/**
 * What a {@link ModelRef} turned out to mean: the id of the provider the model was bought from, and of the one whose
 * price list it is on (another one when a reseller has no price of its own).
 */
public record FoundModel(String provider, String pricedBy, ProviderModel model) {

    /** For example {@code google/claude-sonnet-4-5 (priced by anthropic)}. */
    @Override
    public String toString() {
        String name = provider + "/" + model.id();
        return provider.equals(pricedBy) ? name : name + " (priced by " + pricedBy + ")";
    }
}
