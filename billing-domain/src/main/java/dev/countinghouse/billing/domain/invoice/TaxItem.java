package dev.countinghouse.billing.domain.invoice;

import dev.countinghouse.billing.domain.account.TaxRate;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;

/** One tax, rounded half up once on the sum of the discounted lines. */
public record TaxItem(TaxRate rate, Money base, Money amount) {

    static TaxItem of(TaxRate rate, Money base) {
        return new TaxItem(
                rate,
                base,
                base.exact().times(rate.percent().times(Fraction.of(1, 100))).settle());
    }
}
