package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Alerts that nobody does anything for: a level goes on. */
public abstract class LevelAlertsContract extends AlertCase {

    /** 8 of 16 GB are half a month, 10 five eighths and 12 three quarters. */
    private static final List<String> SIXTEEN_OF_TEN =
            List.of("120 2026-03-24T06:00:00Z", "100 2026-03-20T09:00:00Z", "80 2026-03-16T12:00:00Z");

    private Workbench sixteenOfTen() {
        Workbench disks = opened(
                Workbench.catalogue(
                        """
                        catalogue: 1
                        currency: USD
                        meters:
                          disk: {unit: GB, event: disk, aggregation: time_weighted, property: gb, series: disk}
                        plans:
                          disks: {every: month, allowances: {disk: {included: 10, cap: none}}}
                        """),
                "disks");
        disks.use(ACME, "disk", Map.of("disk", "a", "gb", 16));
        return disks;
    }

    private static List<String> instants(Workbench bench) {
        return bench.engine.readAlerts().list(ACME, Optional.empty(), 9).stream()
                .map(alert -> alert.threshold() + " " + alert.raisedAt())
                .toList();
    }

    @Test
    void aLevelReachesItsThresholdWithoutAnEvent() {
        Workbench disks = sixteenOfTen();
        for (Instant at = disks.clock.instant();
                at.isBefore(Instant.parse("2026-04-01T00:00:00Z"));
                at = at.plusSeconds(1_800)) {
            disks.clock.set(at);
            disks.engine.checkAlerts().checkDue();
        }
        assertThat(instants(disks)).isEqualTo(SIXTEEN_OF_TEN);
    }

    @Test
    void aClockThatIsMovedStopsWhereALevelReachesItsThresholdsAndNowhereElse() {
        Workbench disks = sixteenOfTen();

        // three thresholds, the end of the period, and there it is
        assertThat(disks.engine
                        .advanceClock()
                        .advance(ACME, Instant.parse("2026-04-01T00:00:00Z"), 5)
                        .arrived())
                .isTrue();
        assertThat(instants(disks)).isEqualTo(SIXTEEN_OF_TEN);
    }
}
