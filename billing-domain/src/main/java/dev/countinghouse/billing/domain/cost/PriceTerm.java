package dev.countinghouse.billing.domain.cost;

/** Prices together with when they apply. */
public record PriceTerm(PriceCondition condition, ModelPrices prices) {

    public static PriceTerm always(ModelPrices prices) {
        return new PriceTerm(new PriceCondition.Always(), prices);
    }
}
