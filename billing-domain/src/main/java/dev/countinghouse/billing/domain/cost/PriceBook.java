package dev.countinghouse.billing.domain.cost;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What every provider charges for every model, as published on one day. {@code version} says where the snapshot comes
 * from, so that a cost can be traced to it.
 *
 * <p>A book is one immutable value: replacing the prices means using another book, and prices that change on a known date
 * stand in one book side by side.
 */
public record PriceBook(LocalDate snapshot, String version, List<Provider> providers) {

    public PriceBook {
        providers = List.copyOf(providers);
        Set<String> ids = new HashSet<>();
        for (Provider provider : providers) {
            if (!ids.add(Provider.folded(provider.id()))) {
                throw new IllegalArgumentException("two providers have the id " + provider.id() + ", ids are unique");
            }
        }
        for (Provider provider : providers) {
            for (String fallback : provider.fallbacks()) {
                if (!ids.contains(Provider.folded(fallback))) {
                    throw new IllegalArgumentException("provider " + provider.id() + " falls back to '" + fallback
                            + "', which is not a provider of this price book");
                }
            }
        }
    }

    /**
     * The cost of one request at the prices of that moment. Tiers look at one request: usage summed over several of them
     * would be priced as one long one.
     */
    public CostOutcome cost(ModelRef ref, TokenUsage usage, Instant at) {
        return find(ref)
                .fold(
                        found -> found.model().model().pricesAt(at).cost(found.model(), usage),
                        unknown -> new CostOutcome.UnknownModel(unknown.ref(), unknown.provider()),
                        unknown -> new CostOutcome.UnknownProvider(unknown.ref()));
    }

    public ModelLookup find(ModelRef ref) {
        List<Provider> candidates = ref.namesProvider()
                ? provider(ref.provider()).stream().toList()
                : providers.stream()
                        .filter(provider -> provider.sellsModelsNamed(ref.model()))
                        .toList();
        if (candidates.isEmpty()) {
            return new ModelLookup.UnknownProvider(ref);
        }
        return candidates.stream()
                .flatMap(provider -> findAt(provider, ref.model()).stream())
                .findFirst()
                .<ModelLookup>map(ModelLookup.Found::new)
                .orElseGet(() ->
                        new ModelLookup.UnknownModel(ref, candidates.get(0).id()));
    }

    /** The provider with this id, else the first one that goes by this name too. */
    public Optional<Provider> provider(String reference) {
        return byId(reference).or(() -> providers.stream()
                .filter(provider -> provider.isCalled(reference))
                .findFirst());
    }

    private Optional<FoundModel> findAt(Provider provider, String model) {
        return provider.model(model)
                .map(own -> new FoundModel(provider.id(), provider.id(), own))
                .or(() -> provider.fallbacks().stream()
                        .flatMap(id -> byId(id).stream())
                        .flatMap(other ->
                                other.model(model).map(its -> new FoundModel(provider.id(), other.id(), its)).stream())
                        .findFirst());
    }

    private Optional<Provider> byId(String id) {
        return providers.stream()
                .filter(provider -> provider.id().equalsIgnoreCase(id))
                .findFirst();
    }
}
