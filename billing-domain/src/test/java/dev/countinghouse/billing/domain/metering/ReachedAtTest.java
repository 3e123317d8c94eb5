package dev.countinghouse.billing.domain.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachedAtTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Period WINDOW = new Period(START, START.plusSeconds(1_000));

    /** Events are written {@code value@second}, the instant expected in seconds from the start of the window. */
    @ParameterizedTest
    @CsvSource({
        "SUM, 5@10 5@20, 5, 10",
        "SUM, 5@10 5@20, 5.5, 20",
        "SUM, 5@10 5@20, 10, 20",
        "SUM, 5@10 5@20, 10.1, never",
        "SUM, 5@0, 5, 0",
        "SUM, 5@1000, 5, never",
        "SUM, 5@-1 5@999, 6, never",
        "SUM, 5@-1 5@999, 5, 999",
        // taken back later: it was reached all the same; taken back at the same instant: it never was
        "SUM, 10@10 -5@20, 8, 10",
        "SUM, 10@10 -5@10, 8, never",
        "SUM, 10@10 -5@10 4@10, 9, 10",
        "SUM, 10@10 -5@20 4@20, 11, never",
        "COUNT, 5@10 5@20, 2, 20",
        "MAX, 3@10 8@20 9@30, 8, 20",
        "MAX, 8@20 3@20, 8, 20",
        "AVERAGE, 2@10 8@20, 5, 20",
        "UNIQUE, 5@10 5@20 6@30, 2, 30",
        "LATEST, 5@10 2@20, 4, 10",
        "LATEST, 5@10 2@20, 6, never",
        "LATEST, 5@10 2@10, 4, never",
        "LATEST, 5@-1, 5, 0",
        "LATEST, 5@-1 2@0, 5, never",
        "LATEST, 2@-1 5@0, 5, 0",
        "LATEST, 5@-1 2@-1 3@-1 5@999, 5, 999",
        // by the mere passing of time
        "TIME_WEIGHTED, 2@0, 100, 50",
        "TIME_WEIGHTED, 5@-100, 10, 2",
        "TIME_WEIGHTED, 3@0, 1, 0.333333334",
        "TIME_WEIGHTED, 2@0 0@30, 60, 30",
        "TIME_WEIGHTED, 2@0 0@30, 60.1, never",
        "TIME_WEIGHTED, 2@0 0@30 5@100, 100, 108",
        "TIME_WEIGHTED, 2@0 9@30 0@30 5@100, 100, 108",
        "TIME_WEIGHTED, 2@0, 2000, 1000",
        "TIME_WEIGHTED, 2@0, 2000.1, never",
        // zero is reached before anything happens
        "SUM, 5@10, 0, 0",
        "SUM, -5@0, 0, never",
        "LATEST, 5@10, 0, 0",
        "TIME_WEIGHTED, 5@10, 0, 0",
    })
    void theFirstInstantAtWhichTheQuantityIsReached(
            Aggregation aggregation, String events, String quantity, String expected) {
        Optional<Instant> reached =
                usage(events).reachedAt(Meters.of(aggregation), Filter.ALL, WINDOW, Fraction.parse(quantity));
        assertThat(reached).isEqualTo(expected.equals("never") ? Optional.empty() : Optional.of(second(expected)));
    }

    private static EventUsage usage(String text) {
        List<UsageEvent> events = new ArrayList<>();
        for (String one : text.split(" ")) {
            String[] parts = one.split("@");
            events.add(Events.event("e" + events.size(), second(parts[1]), "n", new BigDecimal(parts[0])));
        }
        return new EventUsage(events);
    }

    private static Instant second(String text) {
        return START.plusNanos(new BigDecimal(text).movePointRight(9).longValueExact());
    }
}
