package dev.countinghouse.billing.domain.invoice;

import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.LargestRemainder;
import dev.countinghouse.billing.domain.money.Money;
import java.math.BigInteger;
import java.util.Currency;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Splits money over a tree of groups, for example account → project → run, top-down: the whole over the first level, each
 * part of it over the next. Parts are whole 10^-12 of the currency and add up to their whole at every level.
 */
public final class Allocation {

    /** Decimals of an allocated part. */
    public static final int SCALE = 12;

    private static final BigInteger ONE = BigInteger.TEN.pow(SCALE);

    private Allocation() {}

    /**
     * The parts of {@code whole} by group of all levels; their weights say how. A part of a group is the sum of the parts
     * of the groups that begin with its values. Where all weights are 0, a fee with no use to share it by, parts are equal.
     *
     * @throws IllegalArgumentException if there are no groups, or not all have the same levels
     */
    public static SortedMap<Group, Amount> split(Money whole, SortedMap<Group, Fraction> weights) {
        if (weights.isEmpty() || weights.firstKey().values().isEmpty()) {
            throw new IllegalArgumentException("cannot split " + whole + " over " + weights + ": there are no groups");
        }
        int levels = weights.firstKey().values().size();
        if (weights.keySet().stream().anyMatch(group -> group.values().size() != levels)) {
            throw new IllegalArgumentException(
                    "cannot split " + whole + " over groups of different levels: " + weights.keySet());
        }
        SortedMap<Group, Amount> parts = new TreeMap<>();
        Fraction units = whole.exact().value().times(Fraction.of(ONE, BigInteger.ONE));
        split(units.numerator(), weights, 0, whole.currency(), parts);
        return parts;
    }

    private static void split(
            BigInteger units,
            SortedMap<Group, Fraction> weights,
            int level,
            Currency currency,
            SortedMap<Group, Amount> parts) {
        SortedMap<String, SortedMap<Group, Fraction>> children = new TreeMap<>();
        SortedMap<String, Fraction> sums = new TreeMap<>();
        weights.forEach((group, weight) -> {
            String value = group.values().get(level);
            children.computeIfAbsent(value, any -> new TreeMap<>()).put(group, weight);
            sums.merge(value, weight, Fraction::plus);
        });
        for (Map.Entry<String, BigInteger> share :
                LargestRemainder.split(units, orEqual(sums)).entrySet()) {
            SortedMap<Group, Fraction> child = children.getOrDefault(share.getKey(), new TreeMap<>());
            Group first = child.firstKey();
            if (level + 1 < first.values().size()) {
                split(share.getValue(), child, level + 1, currency, parts);
            } else {
                parts.put(first, new Amount(Fraction.of(share.getValue(), ONE), currency));
            }
        }
    }

    private static SortedMap<String, Fraction> orEqual(SortedMap<String, Fraction> weights) {
        if (weights.values().stream().allMatch(Fraction::isZero)) {
            weights.replaceAll((value, zero) -> Fraction.ONE);
        }
        return weights;
    }
}
