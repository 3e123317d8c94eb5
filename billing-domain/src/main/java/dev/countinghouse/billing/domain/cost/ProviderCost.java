package dev.countinghouse.billing.domain.cost;

import dev.countinghouse.billing.domain.money.Amount;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a provider charges us for one request, exact and in USD, with the steps that add up to it.
 *
 * <p>{@code unpriced} are the kinds that were used and that nothing was charged for, because the model has a price
 * neither for them nor for anything they are part of. {@code estimated} says that the counts are ours.
 */
public record ProviderCost(List<CostStep> steps, Set<UsageKind> unpriced, boolean estimated) {

    public static final Currency USD = Currency.getInstance("USD");

    public ProviderCost {
        steps = List.copyOf(steps);
        Set<UsageKind> copy = EnumSet.noneOf(UsageKind.class);
        copy.addAll(unpriced);
        unpriced = Collections.unmodifiableSet(copy);
    }

    public Currency currency() {
        return USD;
    }

    public Amount input() {
        return of(UsageKind.Side.INPUT);
    }

    public Amount output() {
        return of(UsageKind.Side.OUTPUT);
    }

    /** Whatever is neither input nor output: requests, searches, code executions. */
    public Amount other() {
        return of(UsageKind.Side.OTHER);
    }

    public Amount total() {
        return input().plus(output()).plus(other());
    }

    private Amount of(UsageKind.Side side) {
        return steps.stream()
                .filter(step -> step.kind().side() == side)
                .map(CostStep::amount)
                .reduce(Amount.zero(USD), Amount::plus);
    }
}
