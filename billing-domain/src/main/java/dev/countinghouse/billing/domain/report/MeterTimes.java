package dev.countinghouse.billing.domain.report;

import dev.countinghouse.billing.domain.period.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The times that a provider holds us to, with something to spare: all by his clock, which is the real one, whatever time the
 * engine takes it to be.
 */
public final class MeterTimes {

    /** He takes a time up to 35 days back. */
    private static final Duration PAST = Duration.ofDays(35).minus(Duration.ofHours(1));

    /** He waits an hour before he invoices a period; what is on its way then must have arrived. */
    private static final Duration OPEN_AFTER_END = Duration.ofMinutes(50);

    /** He knows an identifier again for 24 hours. */
    private static final Duration SAME_IDENTIFIER = Duration.ofHours(23);

    /** By then what he has taken is in his totals. */
    private static final Duration TOTALS_FOLLOW = Duration.ofHours(1);

    private MeterTimes() {}

    /** Whether he still invoices with a period what he is told for it. */
    public static boolean isOpen(Period billing, Instant now) {
        return now.isBefore(closesAt(billing.end()));
    }

    /** @param end of a period, or of terms whose end he may not have heard of yet */
    public static Instant closesAt(Instant end) {
        return end.plus(OPEN_AFTER_END);
    }

    /**
     * The latest time in a billing period, before an instant, that he takes now. He adds up by whole minutes, so what is told
     * of a period begins with its first whole minute, and ends with the last one before the end. If it can be it is the last
     * one before now: another end may come within this one.
     *
     * @param since when the terms began that hold now
     * @param before such as the end of the terms that a meter belongs to
     */
    public static Optional<Instant> latest(Period billing, Instant since, Instant before, Instant now) {
        Instant first = minuteFrom(billing.start());
        Instant end = minuteBefore(earlier(before, billing.end()));
        Instant safe = minuteBefore(now);
        boolean isSafe = !safe.isBefore(first) && !safe.isBefore(minuteFrom(since));
        Instant latest = earlier(end, isSafe ? safe : now.truncatedTo(ChronoUnit.SECONDS));
        boolean isTaken = !latest.isBefore(first) && !latest.isBefore(now.minus(PAST));
        return isTaken ? Optional.of(latest) : Optional.empty();
    }

    /** Its last second. */
    private static Instant minuteBefore(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES).minusSeconds(1);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** In whole minutes, what is told for a billing period and for none that begins when it ends. */
    public static Optional<Period> window(Period billing) {
        Instant start = minuteFrom(billing.start());
        Instant end = minuteFrom(billing.end());
        return start.isBefore(end) ? Optional.of(new Period(start, end)) : Optional.empty();
    }

    /** When the first whole minute of a time begins. */
    public static Instant minuteFrom(Instant instant) {
        Instant minute = instant.truncatedTo(ChronoUnit.MINUTES);
        return minute.equals(instant) ? minute : minute.plus(1, ChronoUnit.MINUTES);
    }

    /** Whether a report may be sent once more under its identifier without being counted twice. */
    static boolean knowsAgain(Instant firstTriedAt, Instant now) {
        return now.isBefore(firstTriedAt.plus(SAME_IDENTIFIER));
    }

    static boolean totalsHold(Instant lastTriedAt, Instant now) {
        return !now.isBefore(lastTriedAt.plus(TOTALS_FOLLOW));
    }

    public static boolean isTaken(Instant at, Instant now) {
        return !at.isBefore(now.minus(PAST));
    }
}
