package dev.countinghouse.billing.domain.invoice;

import dev.countinghouse.billing.domain.account.TaxRate;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import java.util.ArrayList;
import java.util.List;

/**
 * One tax, rounded half up once on the sum of the discounted lines. On an invoice with adjustments it also holds what they
 * change of the taxes of earlier invoices, which were rounded there.
 */
public record TaxItem(TaxRate rate, Money base, Money amount) {

    /** The taxes with one more, added to the one of its rate. */
    static List<TaxItem> sum(List<TaxItem> taxes, TaxItem more) {
        List<TaxItem> sum = new ArrayList<>(taxes);
        sum.replaceAll(tax -> tax.rate().equals(more.rate()) ? tax.plus(more) : tax);
        if (sum.stream().noneMatch(tax -> tax.rate().equals(more.rate()))) {
            sum.add(more);
        }
        return sum;
    }

    private TaxItem plus(TaxItem more) {
        return new TaxItem(rate, base.plus(more.base), amount.plus(more.amount));
    }

    /** The tax on a part of the base, half up; on all of it what it is, adjustments included. */
    Money on(Money part) {
        return part.equals(base) ? amount : of(rate, part).amount();
    }

    static TaxItem of(TaxRate rate, Money base) {
        return new TaxItem(
                rate,
                base,
                base.exact().times(rate.percent().times(Fraction.of(1, 100))).settle());
    }
}
