package dev.countinghouse.billing.domain.report;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import java.math.BigInteger;

/**
 * What one meter at the provider comes to for a billing period, and how much of it he was told. Reports that are open count
 * as told: until they are settled nothing else is told of the meter.
 *
 * @param total what it comes to by what was known last
 * @param told what was told of it, whatever the time it was told for
 * @param there what was told with a time in this period, of whatever period it was: what the provider invoices with it
 */
public record MeterTally(
        AccountId account, String meter, Period period, BigInteger total, BigInteger told, BigInteger there) {

    public static MeterTally nothing(AccountId account, String meter, Period period) {
        return new MeterTally(account, meter, period, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
    }

    /** What the provider does not know yet, or should not have been told; it may be held back for as long as he has no place for it. */
    public BigInteger missing() {
        return total.subtract(told);
    }

    public boolean isTold() {
        return missing().signum() == 0;
    }

    /** @param until the period may have become shorter since */
    public MeterTally coming(Period until, BigInteger to) {
        return new MeterTally(account, meter, until, to, told, there);
    }

    MeterTally reckoned(BigInteger difference) {
        return new MeterTally(account, meter, period, total, told.add(difference), there);
    }

    MeterTally placed(BigInteger difference) {
        return new MeterTally(account, meter, period, total, told, there.add(difference));
    }
}
