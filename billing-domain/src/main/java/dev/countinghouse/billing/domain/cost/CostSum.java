package dev.countinghouse.billing.domain.cost;

import dev.countinghouse.billing.domain.money.Amount;

/**
 * What many requests cost us together, exact, in USD.
 *
 * @param other what is neither input nor output, such as web searches
 */
public record CostSum(Amount input, Amount output, Amount other) {

    public static final CostSum ZERO =
            new CostSum(Amount.zero(ProviderCost.USD), Amount.zero(ProviderCost.USD), Amount.zero(ProviderCost.USD));

    public Amount total() {
        return input.plus(output).plus(other);
    }
}
