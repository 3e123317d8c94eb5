package dev.countinghouse.billing.domain.limit;

import dev.countinghouse.billing.domain.period.BillingCycle;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The time that a limit is for. Minutes and hours are those of the clock, UTC: they are rates, and count what was admitted in
 * them. Days are those of the account's time zone; a day or a billing period counts what was recorded, and what is
 * outstanding.
 */
public enum LimitWindow {
    MINUTE(Duration.ofMinutes(1)),
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ZERO),
    PERIOD(Duration.ZERO);

    private static final Interval DAILY = new Interval(1, Interval.Unit.DAY);

    private final Duration length;

    LimitWindow(Duration length) {
        this.length = length;
    }

    public boolean isRate() {
        return !length.isZero();
    }

    /** The window that an instant is in. @param billingPeriod that the account is in then */
    public Period at(Instant instant, Period billingPeriod, ZoneId zone) {
        if (isRate()) {
            long seconds = length.toSeconds();
            Instant start = Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
            return new Period(start, start.plus(length));
        }
        if (this == PERIOD) {
            return billingPeriod;
        }
        return BillingCycle.calendar(zone, DAILY).periodAt(instant);
    }
}
