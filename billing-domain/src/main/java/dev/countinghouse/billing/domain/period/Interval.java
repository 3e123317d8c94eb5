package dev.countinghouse.billing.domain.period;

import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often something repeats, in calendar units: a month is as long as the calendar says. Written {@code 3 months}. */
public record Interval(int count, Unit unit) {

    private static final Pattern TEXT = Pattern.compile("(?:([1-9][0-9]{0,8}) )?(day|week|month|year)s?");

    /** Weeks are seven days and years twelve months; days and months have no fixed ratio. */
    public enum Unit {
        DAY(ChronoUnit.DAYS, 1),
        WEEK(ChronoUnit.DAYS, 7),
        MONTH(ChronoUnit.MONTHS, 1),
        YEAR(ChronoUnit.MONTHS, 12);

        private final ChronoUnit base;
        private final int size;

        Unit(ChronoUnit base, int size) {
            this.base = base;
            this.size = size;
        }
    }

    public Interval {
        if (count <= 0) {
            throw new IllegalArgumentException("interval count is " + count + ", it must be at least 1");
        }
    }

    /** Reads {@code month}, {@code 3 months}, {@code 14 days}, {@code 2 weeks}, {@code year} and so on. */
    public static Interval parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is not an interval, write a count and day, week, month or year, for example month or 14 days");
        }
        String count = matcher.group(1);
        Unit unit = Unit.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
        return new Interval(count == null ? 1 : Integer.parseInt(count), unit);
    }

    /**
     * {@code origin} plus {@code times} intervals of local time, in one step so that a day the month does not have clamps
     * only there. A local time that the clocks skipped becomes the instant they jumped, one that they showed twice becomes
     * the first of the two (see {@link BillingCycle}).
     */
    public ZonedDateTime addTo(ZonedDateTime origin, long times) {
        return times == 0 ? origin : LocalClock.at(addTo(origin.toLocalDateTime(), times), origin.getZone());
    }

    LocalDateTime addTo(LocalDateTime origin, long times) {
        return origin.plus(Math.multiplyExact(length(), times), unit.base);
    }

    /** A whole number of intervals by which {@code to} is later than {@code from}, wrong by at most a few. */
    long roughlyBetween(LocalDateTime from, LocalDateTime to) {
        return Math.floorDiv(unit.base.between(from, to), length());
    }

    /** Whether this is {@code other} taken once or several times, as a year is of months but not of weeks. */
    public boolean isMultipleOf(Interval other) {
        return unit.base == other.unit.base && length() % other.length() == 0;
    }

    /** How many times {@code other} fits: a year divided by a month is 12. Refused where it does not come out even. */
    public long dividedBy(Interval other) {
        if (!isMultipleOf(other)) {
            throw new IllegalArgumentException("interval '" + this + "' is not a multiple of '" + other + "'");
        }
        return length() / other.length();
    }

    @Override
    public String toString() {
        String name = unit.name().toLowerCase(Locale.ROOT);
        return count == 1 ? name : count + " " + name + "s";
    }

    private long length() {
        return (long) count * unit.size;
    }
}
