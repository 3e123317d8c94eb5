package dev.countinghouse.billing.ports.standin;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.ProviderItem;
import dev.countinghouse.billing.domain.provider.ProviderMeter;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.MeterGateway.Answer;
import dev.countinghouse.billing.ports.driven.MeterGatewayContract;
import dev.countinghouse.billing.ports.driven.Race;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The meters of the stand-in, whatever book they are kept in. */
public abstract class MeterStandInContract extends MeterGatewayContract {

    private static final String CALLS = "pro:calls";
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:30Z");
    private static final Period ALWAYS =
            new Period(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));

    private StandInBook book = StandInBook.inMemory();

    protected abstract StandInBook emptyBook();

    @Override
    protected MeterGateway newGateway(InstantSource same) {
        book = emptyBook();
        return new MeterStandIn(book, same);
    }

    @Override
    protected void haveMeter(String name, boolean exists) {
        PriceStandIn offered = new PriceStandIn(book);
        ProviderMeter meter = new ProviderMeter(name, 0);
        offered.put(meter);
        if (!exists) {
            offered.putAway(ProviderItem.meterKey(meter));
        }
    }

    private BigInteger total() {
        return new MeterStandIn(book, clock).total(ACME, CALLS, ALWAYS).orElseThrow();
    }

    @Test
    void anIdentifierIsKnownForADayByWhomever() {
        UsageReport report = report(ACME, CALLS, 1, NOW, 7);
        assertThat(new MeterStandIn(book, clock).tell(report)).isEqualTo(Answer.TAKEN);
        clock.moveTo(NOW.plus(Duration.ofHours(24)).minusMillis(1));
        new MeterStandIn(book, clock).tell(report);
        assertThat(total()).isEqualTo(7);
        clock.moveTo(NOW.plus(Duration.ofHours(24)));
        new MeterStandIn(book, clock).tell(report);
        assertThat(total()).isEqualTo(14);
    }

    @Test
    void whatManyTellAtOnceIsAllCounted() {
        List<Answer> answers = Race.of(thread -> new MeterStandIn(book, clock)
                .tell(report(ACME, CALLS, thread + 1L, NOW.minusSeconds(thread * 90_000L), 10)));

        assertThat(answers).containsOnly(Answer.TAKEN);
        assertThat(total()).isEqualTo(answers.size() * 10L);
    }

    @Test
    void daysAreAddedUp() {
        long expected = 0;
        for (int day = 0; day < 34; day++) {
            new MeterStandIn(book, clock)
                    .tell(report(ACME, CALLS, day + 1L, NOW.minus(Duration.ofDays(day)), day + 1L));
            expected += day + 1L;
        }
        assertThat(total()).isEqualTo(expected);
        Instant midnight = Instant.parse("2026-03-09T00:00:00Z");
        assertThat(new MeterStandIn(book, clock)
                        .total(ACME, CALLS, new Period(midnight, midnight.plus(Duration.ofDays(1)))))
                .as("the second of them")
                .contains(BigInteger.TWO);
    }
}
