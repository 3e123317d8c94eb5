package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.money.Fraction;
import java.time.Duration;

/**
 * What a plan includes of a meter per usage period, and what happens beyond it.
 *
 * @param gracePercent how far above the included quantity calls are still admitted before the cap applies
 * @param graceTime how long calls are still admitted under a soft cap after the limit was reached
 */
public record Allowance(Limit included, Cap cap, Fraction gracePercent, Duration graceTime) {

    public enum Cap {
        /** Usage beyond the allowance is admitted and charged as overage. */
        NONE,
        /** Usage beyond the allowance is admitted for the grace time, not charged, and then refused. */
        SOFT,
        /** Usage beyond the allowance is refused at once. */
        HARD
    }

    public static final Duration DEFAULT_GRACE_TIME = Duration.ofHours(24);

    public Allowance {
        if (gracePercent.signum() < 0) {
            throw new IllegalArgumentException("grace is " + gracePercent + " %, it must not be negative");
        }
        if (graceTime.isNegative()) {
            throw new IllegalArgumentException("grace time is " + graceTime + ", it must not be negative");
        }
    }

    public static Allowance of(Limit included, Cap cap) {
        return new Allowance(included, cap, Fraction.ZERO, cap == Cap.SOFT ? DEFAULT_GRACE_TIME : Duration.ZERO);
    }

    /** This allowance and the units of another on top; the cap stays this one's. */
    public Allowance plus(Allowance other) {
        Limit sum = included.fold(
                mine -> other.included.<Limit>fold(theirs -> new Limit.Units(mine.plus(theirs)), Limit.Unlimited::new),
                Limit.Unlimited::new);
        return including(sum);
    }

    public Allowance times(Fraction factor) {
        return including(included.fold(quantity -> new Limit.Units(quantity.times(factor)), Limit.Unlimited::new));
    }

    private Allowance including(Limit other) {
        return new Allowance(other, cap, gracePercent, graceTime);
    }

    public Allowance capped(Cap other) {
        return new Allowance(included, other, gracePercent, graceTime);
    }
}
