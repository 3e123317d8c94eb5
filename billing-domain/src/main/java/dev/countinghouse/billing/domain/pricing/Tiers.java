package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.money.Rate;
import java.math.BigInteger;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;

/**
 * Contiguous tiers from 0 upwards; the last has no end. A bound belongs to the tier below it: with bounds 100 and 200,
 * 100 units are in the first tier and 100.5 are in the second.
 */
public record Tiers(List<Tier> tiers) {

    public Tiers {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("tiers must begin at 0, there is none");
        }
        if (!tiers.get(0).from().isZero()) {
            throw new IllegalArgumentException(
                    "tiers must begin at 0, not at " + tiers.get(0).from());
        }
        for (int i = 1; i < tiers.size(); i++) {
            Tier tier = tiers.get(i);
            if (tier.from().compareTo(tiers.get(i - 1).from()) <= 0) {
                throw new IllegalArgumentException(
                        "tier " + (i + 1) + " begins at " + tier.from() + ", it must begin above the tier before it");
            }
            if (!tier.rate().currency().equals(tiers.get(0).rate().currency())) {
                throw new IllegalArgumentException("tier " + (i + 1) + " is priced in "
                        + tier.rate().currency() + ", all tiers must have one currency");
            }
        }
    }

    public Currency currency() {
        return tiers.get(0).rate().currency();
    }

    Tiers prorated(Fraction share) {
        return new Tiers(tiers.stream()
                .map(tier -> new Tier(tier.from().times(share), tier.rate(), tier.fee()))
                .toList());
    }

    int size() {
        return tiers.size();
    }

    Tier get(int index) {
        return tiers.get(index);
    }

    /** The index of the tier that {@code quantity} units end in. */
    int indexOf(Fraction quantity) {
        int index = 0;
        while (index + 1 < tiers.size()
                && quantity.compareTo(tiers.get(index + 1).from()) > 0) {
            index++;
        }
        return index;
    }

    /** The units of {@code (from, to]} that fall into a tier. */
    Fraction unitsIn(int index, Fraction from, Fraction to) {
        Fraction low = from.max(tiers.get(index).from());
        Fraction high = index + 1 < tiers.size() ? to.min(tiers.get(index + 1).from()) : to;
        return high.minus(low).max(Fraction.ZERO);
    }

    /** Every unit at the rate of its tier, plus the fees of the tiers entered; {@code words} puts a rate into words. */
    Amount graduated(ChargedUse use, boolean feeAtZero, Function<Rate, String> words, Steps steps) {
        Fraction before = use.before();
        Fraction after = before.plus(use.quantity());
        Amount sum = Amount.zero(currency());
        for (int i = 0; i < size(); i++) {
            boolean entered = i == 0 && feeAtZero ? use.fresh() : isEntered(i, before, after);
            if (entered) {
                sum = sum.plus(fee(i, steps));
            }
            sum = sum.plus(Prices.priced(name(i), unitsIn(i, before, after), get(i).rate(), words, steps));
        }
        return sum;
    }

    private boolean isEntered(int index, Fraction before, Fraction after) {
        Fraction from = tiers.get(index).from();
        return before.compareTo(from) <= 0 && after.compareTo(from) > 0;
    }

    String name(int index) {
        String from = tiers.get(index).from().toString();
        return index + 1 < tiers.size()
                ? "tier " + (index + 1) + " (" + from + " to "
                        + tiers.get(index + 1).from() + ")"
                : "tier " + (index + 1) + " (above " + from + ")";
    }

    Amount fee(int index, Steps steps) {
        Money fee = tiers.get(index).fee();
        if (steps.wanted() && !fee.isZero()) {
            steps.add(new Step("fee of " + name(index), Fraction.ONE, fee.toString(), fee.exact()));
        }
        return fee.exact();
    }

    /** Bounds and prices as whole numbers over one denominator; empty arrays where they do not fit. */
    record Scaled(long[] from, long[] price, long[] fee, long denominator) {

        static final Scaled NONE = new Scaled(new long[0], new long[0], new long[0], 1);

        boolean usable() {
            return from.length > 0;
        }
    }

    Scaled scaled() {
        BigInteger denominator = BigInteger.ONE;
        for (Tier tier : tiers) {
            denominator = lcm(denominator, tier.rate().unitPrice().denominator());
            denominator = lcm(denominator, tier.fee().exact().value().denominator());
        }
        if (denominator.bitLength() > 62) {
            return Scaled.NONE;
        }
        int size = tiers.size();
        Scaled scaled = new Scaled(new long[size], new long[size], new long[size], denominator.longValueExact());
        Fraction scale = Fraction.of(denominator, BigInteger.ONE);
        for (int i = 0; i < size; i++) {
            scaled.from[i] = tiers.get(i).from().wholeOr(-1);
            scaled.price[i] = tiers.get(i).rate().unitPrice().times(scale).wholeOr(-1);
            scaled.fee[i] = tiers.get(i).fee().exact().value().times(scale).wholeOr(-1);
            if (scaled.from[i] < 0 || scaled.price[i] < 0 || scaled.fee[i] < 0) {
                return Scaled.NONE;
            }
        }
        return scaled;
    }

    private static BigInteger lcm(BigInteger one, BigInteger other) {
        return one.divide(one.gcd(other)).multiply(other);
    }
}
