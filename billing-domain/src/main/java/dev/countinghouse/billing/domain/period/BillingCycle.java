package dev.countinghouse.billing.domain.period;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * The endless sequence of billing periods: boundary n is {@code anchor + n × interval} in local time, for negative n too.
 *
 * <p>Every boundary is computed from the anchor, so an anchor on day 31 clamps and returns (Jan 31, Feb 28, Mar 31) and a
 * yearly one on Feb 29 comes back in leap years. A boundary that falls where the clocks jump forward is the instant of the
 * jump; one that the clocks show twice is the first of the two.
 *
 * <p>A zone that skipped a whole day (Samoa had no 30 December 2011) has no period for it in a daily cycle at midnight:
 * its two boundaries coincide, {@code indexOf} never names it and {@code next} steps over it.
 */
public record BillingCycle(LocalDateTime anchor, ZoneId zone, Interval interval) {

    /** A Monday and the first day of a month and of a year, so that all calendar cycles can start from it. */
    private static final LocalDateTime CALENDAR_ANCHOR = LocalDateTime.of(2001, 1, 1, 0, 0);

    private static final Interval WEEK = new Interval(1, Interval.Unit.WEEK);
    private static final Interval YEAR = new Interval(1, Interval.Unit.YEAR);

    /**
     * Periods that start at the local date and time of {@code anchor}. If the clocks show that time twice and this is the
     * second time, period 0 starts at the first: earlier than the anchor by what the clocks were set back.
     */
    public static BillingCycle anchoredAt(Instant anchor, ZoneId zone, Interval interval) {
        return new BillingCycle(LocalDateTime.ofInstant(anchor, zone), zone, interval);
    }

    /** Periods that start at local midnight of each day, Monday, first of the month, quarter (Jan, Apr, …) or year. */
    public static BillingCycle calendar(ZoneId zone, Interval interval) {
        if (!fitsCalendar(interval)) {
            throw new IllegalArgumentException("interval '" + interval
                    + "' has no place in the calendar, it must be a day, a week, a year or months that divide a year");
        }
        return new BillingCycle(CALENDAR_ANCHOR, zone, interval);
    }

    /** Whether calendar periods of this length always begin at the same places of a week or a year. */
    public static boolean fitsCalendar(Interval interval) {
        return WEEK.isMultipleOf(interval) || YEAR.isMultipleOf(interval);
    }

    /** Whether periods begin on the calendar's own days, and not on the day a subscription did. */
    public boolean isOnCalendar() {
        return anchor.equals(CALENDAR_ANCHOR);
    }

    /** The start of period {@code index} and the end of the one before. */
    public Instant boundary(long index) {
        try {
            return LocalClock.at(interval.addTo(anchor, index), zone).toInstant();
        } catch (DateTimeException | ArithmeticException beyondTime) {
            throw new IllegalArgumentException(
                    "boundary " + index + " of " + this + " lies beyond the calendar", beyondTime);
        }
    }

    /** @throws IllegalArgumentException if the zone skipped all of that period */
    public Period period(long index) {
        return new Period(boundary(index), boundary(index + 1));
    }

    /** The index of the one period that contains {@code instant}; 0 for the anchor itself, negative before it. */
    public long indexOf(Instant instant) {
        long index = interval.roughlyBetween(anchor, LocalDateTime.ofInstant(instant, zone));
        while (boundary(index).isAfter(instant)) {
            index--;
        }
        while (!boundary(index + 1).isAfter(instant)) {
            index++;
        }
        return index;
    }

    public Period periodAt(Instant instant) {
        return period(indexOf(instant));
    }

    /** The period that follows {@code period}, which may have been cut at its start but must end on a boundary. */
    public Period next(Period period) {
        Period next = periodAt(period.end());
        if (!next.start().equals(period.end())) {
            throw new IllegalArgumentException("period " + period + " does not end on a boundary of " + this
                    + ", the nearest before is " + next.start());
        }
        return next;
    }
}
