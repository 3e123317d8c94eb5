package dev.countinghouse.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.app.config.PaymentSettings.MeterEvents;
import org.junit.jupiter.api.Test;

class UsageReportingTest {

    @Test
    void overStreamsHalfOfTheConnectionsAreForReports() {
        assertThat(UsageReporting.threads(MeterEvents.STREAM, 16)).isEqualTo(8);
        assertThat(UsageReporting.threads(MeterEvents.STREAM, 1)).isEqualTo(4);
        assertThat(UsageReporting.threads(MeterEvents.ONE_BY_ONE, 16)).isEqualTo(4);
    }
}
