package dev.countinghouse.billing.domain.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The prices of a model by kind of usage, and the rule that splits overlapping counts so that nothing is charged twice.
 *
 * <p>Each priced kind is charged for its count less what its priced parts are charged for, most specific kind first:
 * {@code left(k) = count(k) − Σ left(p)} over the priced parts p of k. A kind without a price thereby stays in the kinds
 * it is part of. That is exact only if the overlap of any two priced kinds has a price too, so a set without it is refused.
 */
public record ModelPrices(Map<UsageKind, TieredRate> rates) {

    public ModelPrices {
        Map<UsageKind, TieredRate> copy = new EnumMap<>(UsageKind.class);
        copy.putAll(rates);
        rates = Collections.unmodifiableMap(copy);
        requireOverlapsPriced(rates.keySet());
    }

    /** The cost of a request to {@code model}, or why its counts cannot be those of one. */
    CostOutcome cost(FoundModel model, TokenUsage usage) {
        Set<UsageKind> wholes = EnumSet.noneOf(UsageKind.class);
        wholes.addAll(usage.kinds());
        wholes.addAll(rates.keySet());
        for (UsageKind whole : wholes) {
            for (UsageKind part : usage.kinds()) {
                if (part.isPartOf(whole) && usage.count(part) > usage.count(whole)) {
                    return new CostOutcome.ContradictoryUsage(model, tooLarge(usage, part, whole));
                }
            }
        }
        return split(model, usage);
    }

    private CostOutcome split(FoundModel model, TokenUsage usage) {
        Map<UsageKind, Long> left = new EnumMap<>(UsageKind.class);
        for (UsageKind kind : partsBeforeWholes()) {
            long parts = chargedInParts(kind, left);
            if (parts > usage.count(kind)) {
                return new CostOutcome.ContradictoryUsage(model, tooSmall(usage, kind, parts));
            }
            left.put(kind, usage.count(kind) - parts);
        }
        ProviderCost cost = new ProviderCost(steps(left, usage), unpriced(usage), usage.estimated());
        return new CostOutcome.Priced(model, cost);
    }

    private List<UsageKind> partsBeforeWholes() {
        List<UsageKind> kinds = new ArrayList<>(rates.keySet());
        kinds.sort(Comparator.comparingInt(UsageKind::detail).reversed());
        return kinds;
    }

    private static long chargedInParts(UsageKind whole, Map<UsageKind, Long> left) {
        return left.entrySet().stream()
                .filter(entry -> entry.getKey().isPartOf(whole))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private List<CostStep> steps(Map<UsageKind, Long> left, TokenUsage usage) {
        long inputTokens = usage.count(UsageKind.INPUT_TOKENS);
        List<CostStep> steps = new ArrayList<>();
        rates.forEach((kind, rate) -> {
            long count = left.getOrDefault(kind, 0L);
            if (count > 0) {
                steps.add(new CostStep(kind, count, rate.at(inputTokens)));
            }
        });
        return steps;
    }

    private Set<UsageKind> unpriced(TokenUsage usage) {
        Set<UsageKind> unpriced = EnumSet.noneOf(UsageKind.class);
        usage.kinds().stream().filter(kind -> !isPriced(kind)).forEach(unpriced::add);
        unpriced.removeIf(kind -> usage.kinds().stream().anyMatch(kind::isPartOf));
        unpriced.remove(UsageKind.REQUESTS);
        return unpriced;
    }

    private boolean isPriced(UsageKind kind) {
        return rates.containsKey(kind) || rates.keySet().stream().anyMatch(kind::isPartOf);
    }

    private static String tooLarge(TokenUsage usage, UsageKind part, UsageKind whole) {
        return part.countName() + " is " + usage.count(part) + ", more than the " + usage.count(whole) + " "
                + whole.countName() + " it is part of";
    }

    private static String tooSmall(TokenUsage usage, UsageKind whole, long parts) {
        return whole.countName() + " is " + usage.count(whole) + ", less than its separately priced parts, which are "
                + parts;
    }

    private static void requireOverlapsPriced(Set<UsageKind> priced) {
        for (UsageKind one : priced) {
            for (UsageKind other : priced) {
                one.overlapWith(other)
                        .filter(overlap -> !priced.contains(overlap))
                        .ifPresent(overlap -> {
                            throw new IllegalArgumentException(one.priceName() + " and " + other.priceName()
                                    + " are priced but " + overlap.priceName()
                                    + ", which is both, is not: give it a price");
                        });
            }
        }
    }
}
