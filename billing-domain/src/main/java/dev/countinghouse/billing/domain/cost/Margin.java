package dev.countinghouse.billing.domain.cost;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import java.util.Optional;

/**
 * Revenue less provider cost, both in the currency the customer is billed in.
 *
 * @param providerCost the cost in USD, as the providers charge it
 * @param exchange the rate the cost was converted at; empty where the customer is billed in USD
 */
public record Margin(Amount revenue, Amount cost, Amount providerCost, Optional<ExchangeRate> exchange) {

    public Amount gross() {
        return revenue.minus(cost);
    }

    /** The margin in per cent of revenue; empty without revenue. */
    public Optional<Fraction> percent() {
        return revenue.isZero()
                ? Optional.empty()
                : Optional.of(gross().value().times(Fraction.of(100)).dividedBy(revenue.value()));
    }
}
