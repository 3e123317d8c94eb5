package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * A price per started package of units, after some free units. Packages are counted over the whole period, so splitting
 * the same usage never makes more of them.
 *
 * @param size units in a package
 * @param free units that open no package
 * @param roundDown only full packages are charged instead of started ones
 */
public record PackagePrice(Money price, long size, Fraction free, boolean roundDown) implements ChargeModel {

    public PackagePrice {
        if (price.signum() < 0) {
            throw new IllegalArgumentException("price is " + price + ", it must not be negative");
        }
        if (size <= 0) {
            throw new IllegalArgumentException(
                    "size is " + size + ", a package holds a positive whole number of units");
        }
        if (free.signum() < 0) {
            throw new IllegalArgumentException("free is " + free + ", it must not be negative");
        }
    }

    @Override
    public Needs needs() {
        return Needs.QUANTITY;
    }

    @Override
    public Currency currency() {
        return price.currency();
    }

    @Override
    public ChargeModel prorated(Fraction share) {
        return new PackagePrice(price, size, free.times(share), roundDown);
    }

    @Override
    public Amount amount(ChargedUse use, Steps steps) {
        BigInteger packages = packages(use.before().plus(use.quantity())).subtract(packages(use.before()));
        Fraction count = Fraction.of(packages, BigInteger.ONE);
        Amount amount = price.exact().times(count);
        if (steps.wanted() && !count.isZero()) {
            steps.add(new Step(
                    (roundDown ? "full" : "started") + " packages of " + size, count, price.toString(), amount));
        }
        return amount;
    }

    private BigInteger packages(Fraction units) {
        return units.minus(free)
                .max(Fraction.ZERO)
                .dividedBy(Fraction.of(size))
                .round(roundDown ? RoundingMode.FLOOR : RoundingMode.CEILING);
    }
}
