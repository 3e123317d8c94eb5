package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.PriceScheme;
import dev.countinghouse.billing.domain.provider.PriceScheme.EachPackage;
import dev.countinghouse.billing.domain.provider.PriceScheme.EachUnit;
import dev.countinghouse.billing.domain.provider.PriceScheme.Fee;
import dev.countinghouse.billing.domain.provider.PriceScheme.Tier;
import dev.countinghouse.billing.domain.provider.PriceScheme.Tiered;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Optional;

/**
 * A price as it was put at the stand-in, which never changes.
 *
 * @param product what it is a price of, by the key
 * @param meter what counts its usage, by the name; empty for a fee
 */
record StandInPrice(String product, Currency currency, Optional<String> meter, PriceScheme scheme) {

    /** No line comes to more, whatever was used: one who is told too much must not stop all the others. */
    private static final BigInteger HIGHEST = BigInteger.TEN.pow(15);

    /** Some times the fee, in the proportion of seconds that a time has in a whole period. */
    Money fee(long quantity, Period time, Period whole) {
        Fraction part = Fraction.of(seconds(time), seconds(whole));
        Fraction exact = Fraction.of(((Fee) scheme).amount().minorUnits())
                .times(Fraction.of(quantity))
                .times(part);
        return settled(exact.round(RoundingMode.HALF_UP));
    }

    private static long seconds(Period period) {
        return period.end().getEpochSecond() - period.start().getEpochSecond();
    }

    /** Of a total of the meter, rounded once; below 0 there is none. */
    Money usage(BigInteger total) {
        BigDecimal counted = new BigDecimal(total.max(BigInteger.ZERO));
        return settled(exact(counted).setScale(0, RoundingMode.HALF_UP).toBigInteger());
    }

    private Money settled(BigInteger minorUnits) {
        return new Money(minorUnits.min(HIGHEST).longValueExact(), currency);
    }

    private BigDecimal exact(BigDecimal counted) {
        if (scheme instanceof EachUnit each) {
            return each.price().multiply(counted);
        }
        if (scheme instanceof EachPackage packages) {
            BigDecimal number = counted.divide(
                    BigDecimal.valueOf(packages.size()), 0, packages.roundDown() ? RoundingMode.DOWN : RoundingMode.UP);
            return number.multiply(minor(packages.price()));
        }
        Tiered tiered = (Tiered) scheme;
        return tiered.volume() ? volume(tiered, counted) : graduated(tiered, counted);
    }

    private static BigDecimal volume(Tiered tiered, BigDecimal counted) {
        Tier last = tiered.tiers().stream()
                .filter(tier -> counted.compareTo(end(tier, counted)) <= 0)
                .findFirst()
                .orElseThrow();
        return last.price().multiply(counted).add(minor(last.fee()));
    }

    private static BigDecimal graduated(Tiered tiered, BigDecimal counted) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal from = BigDecimal.ZERO;
        for (Tier tier : tiered.tiers()) {
            BigDecimal upTo = end(tier, counted).min(counted);
            sum = sum.add(tier.price().multiply(upTo.subtract(from))).add(minor(tier.fee()));
            from = upTo;
            if (counted.compareTo(end(tier, counted)) <= 0) {
                return sum;
            }
        }
        throw new IllegalStateException("the last tier has no end: " + tiered);
    }

    private static BigDecimal end(Tier tier, BigDecimal counted) {
        return tier.upTo().isPresent() ? BigDecimal.valueOf(tier.upTo().getAsLong()) : counted;
    }

    private static BigDecimal minor(Money money) {
        return BigDecimal.valueOf(money.minorUnits());
    }
}
