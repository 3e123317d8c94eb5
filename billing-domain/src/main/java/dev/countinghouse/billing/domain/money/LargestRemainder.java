package dev.countinghouse.billing.domain.money;

import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Splits whole units by weight so that the parts add up to the whole (Hamilton's method).
 *
 * <p>Every part first gets its exact share rounded towards zero; the units left over go one each to the largest
 * remainders, ties to the smaller key. A split of a negative whole is the mirror image of the positive one.
 */
public final class LargestRemainder {

    private LargestRemainder() {}

    /** @throws IllegalArgumentException if a weight is negative or all are zero while there is something to split */
    public static <K> SortedMap<K, BigInteger> split(BigInteger whole, SortedMap<K, Fraction> weights) {
        SortedMap<K, BigInteger> parts = new TreeMap<>(weights.comparator());
        Fraction total = total(weights);
        if (whole.signum() == 0) {
            weights.keySet().forEach(key -> parts.put(key, BigInteger.ZERO));
            return parts;
        }
        if (total.isZero()) {
            throw new IllegalArgumentException("cannot split " + whole + ": the weights " + weights + " add up to 0");
        }
        SortedMap<K, Fraction> remainders = new TreeMap<>(weights.comparator());
        BigInteger left = whole.abs();
        for (Map.Entry<K, Fraction> weight : weights.entrySet()) {
            Fraction share = Fraction.of(whole.abs(), BigInteger.ONE)
                    .times(weight.getValue())
                    .dividedBy(total);
            BigInteger floor = share.round(RoundingMode.FLOOR);
            parts.put(weight.getKey(), floor);
            remainders.put(weight.getKey(), share.minus(Fraction.of(floor, BigInteger.ONE)));
            left = left.subtract(floor);
        }
        // fewer units are left than there are parts, so each part gets at most one; the sort is stable, so ties keep
        // the order of the keys
        List<K> largestFirst = remainders.entrySet().stream()
                .sorted(Map.Entry.<K, Fraction>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .limit(left.longValueExact())
                .toList();
        largestFirst.forEach(key -> parts.merge(key, BigInteger.ONE, BigInteger::add));
        if (whole.signum() < 0) {
            parts.replaceAll((key, units) -> units.negate());
        }
        return parts;
    }

    private static <K> Fraction total(SortedMap<K, Fraction> weights) {
        Fraction total = Fraction.ZERO;
        for (Map.Entry<K, Fraction> weight : weights.entrySet()) {
            if (weight.getValue().signum() < 0) {
                throw new IllegalArgumentException(
                        "weight of " + weight.getKey() + " is " + weight.getValue() + ", it must not be negative");
            }
            total = total.plus(weight.getValue());
        }
        return total;
    }
}
