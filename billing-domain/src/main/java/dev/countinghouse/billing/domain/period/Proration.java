package dev.countinghouse.billing.domain.period;

import dev.countinghouse.billing.domain.money.Fraction;
import java.time.ZoneId;

/** How a charge for a whole period is shared between its parts. Shares of parts that tile the whole add up to 1, but for NONE. */
public enum Proration {
    /** By elapsed time, to the nanosecond if the ends have any: a day on which clocks change counts 23 or 25 hours. */
    SECOND {
        @Override
        Fraction shareWithin(Period part, Period whole, ZoneId zone) {
            return part.seconds().dividedBy(whole.seconds());
        }
    },

    /**
     * By local calendar days: the day on which the part starts counts, the day on which it ends does not. A whole that
     * starts and ends on the same day has no day to count and is shared by the second.
     */
    DAY {
        @Override
        Fraction shareWithin(Period part, Period whole, ZoneId zone) {
            long days = days(whole, zone);
            return days == 0 ? SECOND.shareWithin(part, whole, zone) : Fraction.of(days(part, zone), days);
        }
    },

    /** The full charge, however short the part is. */
    NONE {
        @Override
        Fraction shareWithin(Period part, Period whole, ZoneId zone) {
            return Fraction.ONE;
        }
    };

    private static final Interval EACH_DAY = new Interval(1, Interval.Unit.DAY);

    /** The exact share of {@code whole} that {@code part} is; the part must lie within the whole. */
    public Fraction share(Period part, Period whole, ZoneId zone) {
        if (!whole.contains(part)) {
            throw new IllegalArgumentException("part " + part + " does not lie within the period " + whole);
        }
        return shareWithin(part, whole, zone);
    }

    abstract Fraction shareWithin(Period part, Period whole, ZoneId zone);

    // by the daily cycle and not by the dates shown: clocks set back across midnight show yesterday's date again, and a
    // part could then have less than no days
    private static long days(Period period, ZoneId zone) {
        BillingCycle daily = BillingCycle.calendar(zone, EACH_DAY);
        return daily.indexOf(period.end()) - daily.indexOf(period.start());
    }
}
