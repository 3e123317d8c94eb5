package dev.countinghouse.benchmarks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The base: the five-meter plan rated with {@link BigDecimal} all the way, as one would write it first. It stops at the tier
 * a quantity ends in and divides to a fixed scale ({@code MathContext.DECIMAL128} takes eight times as long), so it is not
 * slower than it must be.
 */
final class BigDecimalRating {

    record Tier(BigDecimal from, BigDecimal price, BigDecimal fee) {}

    record Charge(String meter, BigDecimal included, BigDecimal per, List<Tier> tiers) {}

    record Line(String meter, BigDecimal used, BigDecimal quantity, BigDecimal amount) {}

    final List<Charge> charges =
            FiveMeterPlan.TERMS.stream().map(BigDecimalRating::charge).toList();
    private final int scale;

    /** @param scale the digits kept of a quotient until amounts are settled */
    BigDecimalRating(int scale) {
        this.scale = scale;
    }

    private static Charge charge(FiveMeterPlan.Terms terms) {
        List<Tier> tiers = new ArrayList<>();
        for (int i = 0; i < terms.prices().size(); i++) {
            tiers.add(new Tier(
                    BigDecimal.valueOf(terms.from(i)),
                    new BigDecimal(terms.prices().get(i)),
                    new BigDecimal(terms.feeOf(i))));
        }
        return new Charge(terms.meter(), BigDecimal.valueOf(terms.included()), BigDecimal.valueOf(terms.per()), tiers);
    }

    /** A line per meter, from what was used of each. */
    List<Line> rate(Map<String, BigDecimal> usage) {
        List<Line> lines = new ArrayList<>();
        for (Charge charge : charges) {
            BigDecimal used = usage.get(charge.meter());
            BigDecimal quantity = used.subtract(charge.included()).max(BigDecimal.ZERO);
            lines.add(new Line(charge.meter(), used, quantity, amount(charge, quantity)));
        }
        return lines;
    }

    BigDecimal amount(Charge charge, BigDecimal quantity) {
        BigDecimal sum = BigDecimal.ZERO;
        List<Tier> tiers = charge.tiers();
        for (int i = 0; i < tiers.size(); i++) {
            Tier tier = tiers.get(i);
            if (i > 0 && quantity.compareTo(tier.from()) <= 0) {
                break;
            }
            BigDecimal to = i + 1 < tiers.size() ? quantity.min(tiers.get(i + 1).from()) : quantity;
            BigDecimal units = to.subtract(tier.from());
            sum = sum.add(tier.fee())
                    .add(units.multiply(tier.price()).divide(charge.per(), scale, RoundingMode.HALF_UP));
        }
        return sum;
    }

    static BigDecimal settle(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }
}
