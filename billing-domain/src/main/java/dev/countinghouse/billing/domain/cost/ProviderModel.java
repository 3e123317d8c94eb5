package dev.countinghouse.billing.domain.cost;

import java.time.Instant;
import java.util.List;

/** A model as one provider sells it. */
public record ProviderModel(String id, String name, MatchClause match, List<PriceTerm> terms) {

    public ProviderModel {
        Provider.requireId(id);
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException(
                    "model " + id + " has no prices, a free model has one empty set of them");
        }
    }

    /** The last prices whose condition holds, else the first: later terms are exceptions to earlier ones. */
    public ModelPrices pricesAt(Instant time) {
        for (int i = terms.size() - 1; i >= 0; i--) {
            if (terms.get(i).condition().holdsAt(time)) {
                return terms.get(i).prices();
            }
        }
        return terms.get(0).prices();
    }
}
