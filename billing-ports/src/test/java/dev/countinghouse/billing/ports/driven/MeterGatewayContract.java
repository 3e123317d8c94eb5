package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.MeterGateway.Answer;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a provider of meters does. A test of one gives the gateway and says how a meter is made there. */
public abstract class MeterGatewayContract {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:30Z");
    private static final Period MARCH =
            new Period(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));
    private static final String CALLS = "pro:calls";

    protected final InMemoryTestClock clock = new InMemoryTestClock(NOW);
    private MeterGateway gateway;

    /** @param same the clock of the test */
    protected abstract MeterGateway newGateway(InstantSource same);

    /** At the provider, whatever was before. */
    protected abstract void haveMeter(String name, boolean exists);

    /** Notices of what was taken and is not counted, from a provider that checks some of it afterwards. */
    protected List<Notice> toldLater() {
        return List.of();
    }

    @BeforeEach
    void open() {
        gateway = newGateway(clock);
        haveMeter(CALLS, true);
        haveMeter("pro:tokens", true);
    }

    public static UsageReport report(AccountId account, String meter, long sequence, Instant at, long difference) {
        MeterTally tally = MeterTally.nothing(account, meter, MARCH);
        return UsageReport.of(tally, tally, sequence, at, BigInteger.valueOf(difference), NOW, 0);
    }

    private Answer tell(AccountId account, String meter, long sequence, Instant at, long difference) {
        return gateway.tell(report(account, meter, sequence, at, difference));
    }

    private long total(AccountId account, String meter, Period window) {
        return gateway.total(account, meter, window)
                .map(BigInteger::longValueExact)
                .orElse(-1L);
    }

    /** At once or later. */
    private boolean isRefused(AccountId account, String meter, long sequence, Instant at) {
        UsageReport report = report(account, meter, sequence, at, 1);
        return gateway.tell(report).refusal().isPresent()
                || toldLater().stream()
                        .flatMap(notice -> gateway.complaints(notice).stream())
                        .anyMatch(complaint -> complaint.report().equals(report.id()));
    }

    @Test
    void whatIsToldIsAddedUpByAccountMeterAndTime() {
        assertThat(tell(ACME, CALLS, 1, NOW, 7)).isEqualTo(Answer.TAKEN);
        assertThat(tell(ACME, CALLS, 2, NOW, 4)).isEqualTo(Answer.TAKEN);
        assertThat(tell(ACME, "pro:tokens", 1, NOW, 100)).isEqualTo(Answer.TAKEN);
        assertThat(tell(GLOBEX, CALLS, 1, NOW, 1_000)).isEqualTo(Answer.TAKEN);
        assertThat(tell(ACME, CALLS, 3, NOW.minusSeconds(60), 20)).isEqualTo(Answer.TAKEN);

        assertThat(total(ACME, CALLS, MARCH)).isEqualTo(31);
        assertThat(total(ACME, "pro:tokens", MARCH)).isEqualTo(100);
        assertThat(total(GLOBEX, CALLS, MARCH)).isEqualTo(1_000);
        Instant minute = Instant.parse("2026-03-10T12:00:00Z");
        assertThat(total(ACME, CALLS, new Period(minute, MARCH.end()))).isEqualTo(11);
        assertThat(total(ACME, CALLS, new Period(MARCH.start(), minute))).isEqualTo(20);
    }

    @Test
    void ofWhomNothingWasToldNothingIsCounted() {
        assertThat(total(ACME, CALLS, MARCH)).isZero();
    }

    @Test
    void whatIsTakenBackIsTakenOff() {
        tell(ACME, CALLS, 1, NOW, 7);
        assertThat(tell(ACME, CALLS, 2, NOW, -5)).isEqualTo(Answer.TAKEN);

        assertThat(total(ACME, CALLS, MARCH)).isEqualTo(2);
    }

    @Test
    void numbersAreAsLargeAsUsageIs() {
        tell(ACME, CALLS, 1, NOW, 999_999_999_999_999L);
        tell(ACME, CALLS, 2, NOW, 1);

        assertThat(total(ACME, CALLS, MARCH)).isEqualTo(1_000_000_000_000_000L);
    }

    @Test
    void whatIsToldAgainIsCountedOnce() {
        UsageReport report = report(ACME, CALLS, 1, NOW, 7);
        for (int i = 0; i < 3; i++) {
            report = report.trying(clock.instant());
            assertThat(gateway.tell(report)).isEqualTo(Answer.TAKEN);
            clock.moveTo(clock.instant().plus(Duration.ofHours(7)));
        }

        assertThat(total(ACME, CALLS, MARCH)).isEqualTo(7);
    }

    @Test
    void ofManyWhoTellTheSameItIsCountedOnce() {
        UsageReport report = report(ACME, CALLS, 1, NOW, 7);
        List<Boolean> answered = Race.of(8, thread -> {
            try {
                return gateway.tell(report).equals(Answer.TAKEN);
            } catch (UnavailableException busy) {
                // another one's call is still on its way
                return true;
            }
        });

        assertThat(answered).containsOnly(true);
        assertThat(total(ACME, CALLS, MARCH)).isEqualTo(7);
    }

    @Test
    void aTimeThatIsTooOldOrAheadIsRefused() {
        assertThat(isRefused(ACME, CALLS, 1, NOW.minus(Duration.ofDays(36)))).isTrue();
        assertThat(isRefused(ACME, CALLS, 2, NOW.plus(Duration.ofMinutes(6)))).isTrue();

        assertThat(total(ACME, CALLS, MARCH)).isZero();
        assertThat(tell(ACME, CALLS, 3, NOW.minus(Duration.ofDays(34)), 1)).isEqualTo(Answer.TAKEN);
    }

    @Test
    void aMeterThatIsNotThereHasNoTotalAndRefuses() {
        haveMeter("pro:more", false);

        assertThat(tell(ACME, "pro:more", 1, NOW, 1).refusal()).isPresent();
        assertThat(gateway.total(ACME, "pro:more", MARCH)).isEmpty();

        haveMeter("pro:more", true);
        assertThat(tell(ACME, "pro:more", 2, NOW, 1)).isEqualTo(Answer.TAKEN);
        assertThat(total(ACME, "pro:more", MARCH)).isEqualTo(1);
    }
}
