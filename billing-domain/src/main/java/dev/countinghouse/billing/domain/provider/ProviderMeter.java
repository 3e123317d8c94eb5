package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * A meter at a provider that invoices by himself: what one charge of a plan has to price, as a sum of whole numbers. A
 * charge has a meter of its own, because two charges may price different parts of what one meter here counts.
 *
 * @param name tells it apart there: {@code plan:charge}
 * @param decimals how many decimals of the charge's unit are counted: with 3, the number 1 is a thousandth
 */
public record ProviderMeter(String name, int decimals) {

    public static final int MOST_DECIMALS = Meter.MOST_DECIMALS;

    /** What providers take as the name of a kind of event. */
    public static final int LONGEST_NAME = 100;

    /** What every meter there is, for people. */
    public static final String TEXT = "sums whole numbers";

    public ProviderMeter {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "the name of a meter at the provider is '" + name + "', it must have 1 to " + LONGEST_NAME
                            + " characters: the keys of plan and charge together at most " + (LONGEST_NAME - 1));
        }
        if (decimals < 0 || decimals > MOST_DECIMALS) {
            throw new IllegalArgumentException(
                    "decimals of " + name + " is " + decimals + ", it must be between 0 and " + MOST_DECIMALS);
        }
    }

    public static ProviderMeter of(PlanKey plan, ChargeKey charge, int decimals) {
        return new ProviderMeter(plan + ":" + charge, decimals);
    }

    /** A quantity as the number that is counted there, halves up; exact where it has no more decimals than the meter. */
    public BigInteger whole(Fraction quantity) {
        return quantity.times(Fraction.of(BigDecimal.TEN.pow(decimals))).round(RoundingMode.HALF_UP);
    }
}
