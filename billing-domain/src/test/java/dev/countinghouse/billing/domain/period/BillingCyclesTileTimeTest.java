package dev.countinghouse.billing.domain.period;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class BillingCyclesTileTimeTest extends Seeded {

    private static final Instant FIRST = Instant.parse("1850-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private static final List<ZoneId> ALL_ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();

    /** Skipped days, repeated days, clocks that change at midnight or by half an hour, and the far ends of the map. */
    private static final List<ZoneId> ODD_ZONES = List.of(
            ZoneId.of("Pacific/Apia"),
            ZoneId.of("Pacific/Kwajalein"),
            ZoneId.of("Asia/Manila"),
            ZoneId.of("America/Juneau"),
            ZoneId.of("America/Sao_Paulo"),
            ZoneId.of("America/St_Johns"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("Pacific/Kiritimati"),
            ZoneId.of("Etc/GMT+12"));

    @Test
    void everyInstantLiesInExactlyOnePeriod() {
        rounds(20_000, round -> {
            BillingCycle cycle = anyCycle();
            Instant instant = anyInstant(cycle);
            long index = cycle.indexOf(instant);
            Period period = cycle.period(index);

            assertThat(period.contains(instant)).as("%s %s", cycle, instant).isTrue();
            assertThat(cycle.periodAt(instant)).isEqualTo(period);
            assertThat(cycle.indexOf(period.start())).as("%s %s", cycle, period).isEqualTo(index);
            assertThat(cycle.indexOf(period.end().minusNanos(1)))
                    .as("%s %s", cycle, period)
                    .isEqualTo(index);
            assertThat(cycle.indexOf(period.start().minusNanos(1)))
                    .as("%s %s", cycle, period)
                    .isLessThan(index);
        });
    }

    @Test
    void theNextPeriodStartsWhereTheLastOneEnds() {
        rounds(5_000, round -> {
            BillingCycle cycle = anyCycle();
            Period period = cycle.periodAt(anyInstant(cycle));
            for (int step = 0; step < 5; step++) {
                Period next = cycle.next(period);
                assertThat(next.start()).as("%s after %s", cycle, period).isEqualTo(period.end());
                assertThat(cycle.indexOf(next.start())).isGreaterThan(cycle.indexOf(period.start()));
                period = next;
            }
        });
    }

    @Test
    void aBoundaryIsTheFirstInstantAtWhichTheLocalClockHasReachedIt() {
        rounds(20_000, round -> {
            BillingCycle cycle = anyCycle();
            long index = cycle.indexOf(anyInstant(cycle));
            LocalDateTime local = localBoundary(cycle, index);
            Instant boundary = cycle.boundary(index);

            assertThat(LocalDateTime.ofInstant(boundary, cycle.zone()))
                    .as("%s %d", cycle, index)
                    .isAfterOrEqualTo(local);
            assertThat(LocalDateTime.ofInstant(boundary.minusNanos(1), cycle.zone()))
                    .as("%s %d", cycle, index)
                    .isBefore(local);
        });
    }

    @Test
    void twelveMonthsAreAYearAndSevenDaysAWeek() {
        rounds(2_000, round -> {
            BillingCycle any = anyCycle();
            long index = between(-100, 100);
            int count = any.interval().count();
            assertThat(boundary(any, count * 12, Interval.Unit.MONTH, index))
                    .isEqualTo(boundary(any, count, Interval.Unit.YEAR, index));
            assertThat(boundary(any, count * 7, Interval.Unit.DAY, index))
                    .isEqualTo(boundary(any, count, Interval.Unit.WEEK, index));
        });
    }

    private static Instant boundary(BillingCycle cycle, int count, Interval.Unit unit, long index) {
        return new BillingCycle(cycle.anchor(), cycle.zone(), new Interval(count, unit)).boundary(index);
    }

    /** The wall-clock time that boundary {@code index} stands for, by other means than the class under test. */
    private static LocalDateTime localBoundary(BillingCycle cycle, long index) {
        LocalDateTime anchor = cycle.anchor();
        long units = index * cycle.interval().count();
        return switch (cycle.interval().unit()) {
            case DAY -> anchor.plus(units, ChronoUnit.DAYS);
            case WEEK -> anchor.plus(units, ChronoUnit.WEEKS);
            case MONTH -> inMonth(YearMonth.from(anchor).plusMonths(units), anchor);
            case YEAR -> inMonth(YearMonth.from(anchor).plusYears(units), anchor);
        };
    }

    private static LocalDateTime inMonth(YearMonth month, LocalDateTime anchor) {
        int day = Math.min(anchor.getDayOfMonth(), month.lengthOfMonth());
        return month.atDay(day).atTime(anchor.toLocalTime());
    }

    private BillingCycle anyCycle() {
        ZoneId zone = oneOf(random.nextBoolean() ? ODD_ZONES : ALL_ZONES);
        Interval interval = new Interval((int) between(1, 15), oneOf(List.of(Interval.Unit.values())));
        BillingCycle cycle = BillingCycle.anchoredAt(instantBetween(FIRST, LAST), zone, interval);
        return random.nextBoolean() ? cycle : new BillingCycle(roundTime(cycle.anchor()), zone, interval);
    }

    /** Midnight, full and half hours: the times at which clocks are changed and subscriptions renewed. */
    private LocalDateTime roundTime(LocalDateTime local) {
        LocalDateTime midnight = local.truncatedTo(ChronoUnit.DAYS);
        return random.nextBoolean() ? midnight : midnight.plusMinutes(30 * between(0, 47));
    }

    /** Anywhere, or within hours of a change of the clocks, where mistakes live. */
    private Instant anyInstant(BillingCycle cycle) {
        Instant anywhere = instantBetween(FIRST, LAST);
        var change = random.nextBoolean() ? cycle.zone().getRules().nextTransition(anywhere) : null;
        return change == null ? anywhere : change.getInstant().plusSeconds(between(-100_000, 100_000));
    }
}
