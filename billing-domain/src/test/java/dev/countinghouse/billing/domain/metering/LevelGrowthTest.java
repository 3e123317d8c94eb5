package dev.countinghouse.billing.domain.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exact arithmetic must not be paid for with numbers that grow with every event. */
class LevelGrowthTest extends Seeded {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Period MONTH = new Period(START, Instant.parse("2026-02-01T00:00:00Z"));
    private static final int CHANGES = 20_000;

    @Test
    void manyChangesOfALevelStayOneSmallFraction() {
        List<UsageEvent> events = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            BigDecimal level = BigDecimal.valueOf(between(0, 1_000_000_000), (int) between(0, 12));
            events.add(Events.event("e" + i, instantBetween(MONTH.start(), MONTH.end()), "n", level, "disk", i % 100));
        }
        Meter meter = Meters.of(Aggregation.TIME_WEIGHTED, "n", "disk", Filter.ALL);

        Fraction unitSeconds = new EventUsage(events).quantity(meter, Filter.ALL, MONTH);
        // 12 decimals of a level times 9 of a second
        assertThat(BigInteger.TEN.pow(21).mod(unitSeconds.denominator())).isZero();
    }
}
