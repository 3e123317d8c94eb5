package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import java.time.Duration;

/**
 * Credits to be reserved for something that is about to be done.
 *
 * @param amount 0 or more; 0 reserves nothing and can be captured for more
 * @param lasts after which what is not captured goes back by itself
 */
public record HoldOrder(HoldId id, Credits amount, SpendPurpose purpose, Duration lasts) {

    private static final Duration LONGEST = Duration.ofDays(366);

    public HoldOrder {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("amount of hold " + id + " is " + amount + ", it must not be below 0");
        }
        if (lasts.isNegative() || lasts.isZero() || lasts.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "hold " + id + " is to last " + lasts + ", it must be above 0 and at most " + LONGEST);
        }
    }
}
