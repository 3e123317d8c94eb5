package dev.countinghouse.billing.ports.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Storage and provider fail at every call that telling takes, one after another; whoever comes later goes on. */
class ReportCrashTest extends ReportCase {

    private FailingStorage failing = new FailingStorage(InMemoryStorage.empty(), 0, Moment.BEFORE);

    @Override
    protected Storage emptyStorage() {
        return failing.storage();
    }

    /** Soon enough to be sent again under the same id, and so late that it must not be. */
    private static Stream<Arguments> momentsAndDelays() {
        return Stream.of(Moment.values()).flatMap(moment -> Stream.of(Duration.ofMinutes(21), Duration.ofHours(30))
                .map(delay -> Arguments.of(moment, delay)));
    }

    @ParameterizedTest
    @MethodSource("momentsAndDelays")
    void tellingUsage(Moment moment, Duration delay) {
        everyCallFails(moment, delay, 30, () -> use(14));
    }

    @ParameterizedTest
    @MethodSource("momentsAndDelays")
    void takingItBack(Moment moment, Duration delay) {
        everyCallFails(moment, delay, 30, () -> take(5, 11));
    }

    private void everyCallFails(Moment moment, Duration delay, int atLeast, Runnable happening) {
        int call = 0;
        do {
            call++;
            failing = new FailingStorage(InMemoryStorage.empty(), call, moment);
            openTheShop(failing.storage(), null);
            bench = over(failing.storage(), failing.failing(MeterGateway.class, provider));
            subscribe("pro");
            use(12);
            report();
            happening.run();
            failing.arm();
            reportUntilItFails();
            failing.disarm();
            later(delay);
            use(1);
            report();
            // what was decided by totals is told anew
            later(Duration.ofHours(1));
            report();
            agreed(call);
        } while (failing.hasFailed());
        assertThat(call).as("calls that failed").isGreaterThan(atLeast);
    }

    private void reportUntilItFails() {
        try {
            report();
        } catch (UnavailableException crashed) {
            // the claim is not released
        }
    }

    private void agreed(int call) {
        for (MeterTally tally : tallies()) {
            assertThat(tally.isTold()).as("call %d: %s", call, tally).isTrue();
            assertThat(atProvider(tally.meter()))
                    .as("call %d: %s", call, tally.meter())
                    .isEqualTo(tally.total().longValueExact());
        }
        assertThat(tallies()).hasSize(2);
        assertThat(reports()).as("call %d", call).noneMatch(UsageReport::isOpen);
    }
}
