package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.session.Session;
import dev.countinghouse.billing.domain.session.SessionEnd;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.session.SessionOrder;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driving.RunSessions.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions by the second, from the estimate to the last credit. */
public abstract class RunSessionsContract extends PrepaidCreditsContract {

    private static final Instant LISTENING = Instant.EPOCH;

    @ParameterizedTest
    @CsvSource({
        "free, small, 0.05", "free, medium, 0.075", "free, large, 0.10", "free, gpu, 0.25",
        "pro, small, 0.025", "pro, medium, 0.0375", "pro, large, 0.05", "pro, gpu, 0.125",
        "enterprise, small, 0.01", "enterprise, medium, 0.015", "enterprise, large, 0.02", "enterprise, gpu, 0.05",
        "admin, small, 0", "admin, medium, 0", "admin, large, 0", "admin, gpu, 0",
    })
    void anHourCostsWhatTheTableSaysAndTheEstimateIsTheCost(String type, String size, String perHour) {
        bench.open(ACME).subscribe(ACME, type);
        grant("gift", "10");
        assertThat(bench.engine
                        .runSessions()
                        .estimate(order("s", size), Duration.ofHours(1))
                        .cost())
                .isEqualTo(credits(perHour));

        start("s", size);
        bench.clock.advance(Duration.ofHours(1));
        assertThat(stop("s").session().end()).hasValueSatisfying(end -> {
            assertThat(end.seconds()).isEqualTo(3_600);
            assertThat(end.cost()).isEqualTo(credits(perHour));
        });
        verify();
    }

    @Test
    void sevenNinetyAndNinetySecondsCostWhatOneSessionOf187Does() {
        bench.open(ACME).subscribe(ACME, "pro");
        grant("gift", "10");
        for (int seconds : new int[] {7, 90, 90}) {
            start("s" + seconds + bench.clock.instant().getEpochSecond(), "medium");
            bench.clock.advance(Duration.ofSeconds(seconds));
            stop("s" + seconds + bench.clock.instant().minusSeconds(seconds).getEpochSecond());
        }

        // 10 − 187 × 0.0375 / 3,600 = 10 − 0.0019479166666…
        assertThat(available()).isEqualTo("9.998052083333");
    }

    @Test
    void aSessionReservesAheadAndGivesBackWhatItDidNotUse() {
        bench.open(ACME).subscribe(ACME, "free");
        Outcome.Done started = start("s", "gpu");
        // ten minutes of 0.25 an hour
        assertThat(started.reserved().toDecimal()).isEqualTo("0.041666666667");
        assertThat(available()).isEqualTo("4.958333333333");

        bench.clock.advance(Duration.ofMinutes(4));
        Outcome.Done kept = (Outcome.Done) bench.engine.runSessions().keep(ACME, new SessionId("s"));
        assertThat(kept.reserved()).as("fourteen minutes").isEqualTo(credits("0.058333333333"));
        bench.clock.advance(Duration.ofMillis(1));
        assertThat(stop("s").session().end()).hasValueSatisfying(end -> {
            assertThat(end.seconds()).isEqualTo(241);
            assertThat(end.cost().toDecimal()).isEqualTo("0.016736111111");
        });
        assertThat(available()).isEqualTo("4.983263888889");
        assertThat(stop("s").session().end()).as("again").hasValueSatisfying(end -> assertThat(end.seconds())
                .isEqualTo(241));
        verify();
    }

    @Test
    void thereAreNoSessionsWithoutCredits() {
        bench.open(ACME).subscribe(ACME, "pro");
        assertThat(bench.engine.runSessions().start(order("s", "gpu")))
                .isInstanceOfSatisfying(
                        Outcome.Insufficient.class,
                        few -> assertThat(few.available().toDecimal()).isEqualTo("0"));
        assertThat(bench.engine.runSessions().find(ACME, new SessionId("s"))).isEmpty();

        grant("gift", "1");
        assertThat(start("s", "gpu").session().isRunning()).isTrue();
        assertThat(start("s", "gpu").session().isRunning()).as("a retry").isTrue();
        assertThat(bench.engine.runSessions().start(order("s", "small"))).isInstanceOf(Outcome.Conflict.class);
        verify();
    }

    @Test
    void whoRunsOutOfCreditsIsToldAndEndedWithTheGraceTime() {
        bench.open(ACME).subscribe(ACME, "pro");
        // 0.125 an hour: 12 minutes
        grant("gift", "0.025");
        start("s", "gpu");
        bench.clock.advance(Duration.ofMinutes(4));
        Outcome.Done kept = (Outcome.Done) bench.engine.runSessions().keep(ACME, new SessionId("s"));
        assertThat(kept.session().runsOutAt()).contains(Instant.parse("2026-03-01T00:12:00Z"));
        assertThat(available()).isEqualTo("0");

        bench.on("2026-03-01T00:08:00Z").engine.runSessions().keep(ACME, new SessionId("s"));
        bench.on("2026-03-01T00:12:30Z").engine.runSessions().keep(ACME, new SessionId("s"));
        assertThat(find("s").runsOutAt()).contains(Instant.parse("2026-03-01T00:12:00Z"));
        bench.on("2026-03-01T00:12:59Z");
        assertThat(bench.engine.runSessions().endDue(LISTENING, 10)).isZero();
        bench.on("2026-03-01T00:13:10Z");
        assertThat(bench.engine.runSessions().endDue(LISTENING, 10)).isEqualTo(1);
        assertThat(find("s").end()).hasValueSatisfying(end -> {
            assertThat(end.reason()).isEqualTo(SessionEnd.Reason.OUT_OF_CREDITS);
            assertThat(end.seconds()).isEqualTo(780);
        });
        assertThat(available()).as("a minute of grace").isEqualTo("-0.002083333333");
        verify();
    }

    @Test
    void creditsThatComeInTimeKeepASessionRunning() {
        bench.open(ACME).subscribe(ACME, "pro");
        grant("gift", "0.025");
        start("s", "gpu");
        bench.clock.advance(Duration.ofMinutes(4));
        bench.engine.runSessions().keep(ACME, new SessionId("s"));
        grant("more", "1");

        Outcome.Done kept = (Outcome.Done) bench.engine.runSessions().keep(ACME, new SessionId("s"));
        assertThat(kept.session().runsOutAt()).isEmpty();
    }

    @Test
    void aSessionWithoutASignOfLifeIsChargedUpToTheLastOne() {
        bench.open(ACME).subscribe(ACME, "free");
        start("s", "gpu");
        bench.clock.advance(Duration.ofMinutes(2));
        bench.engine.runSessions().keep(ACME, new SessionId("s"));
        bench.clock.advance(Duration.ofMinutes(5));
        assertThat(bench.engine.runSessions().endDue(bench.clock.instant().minusSeconds(60), 10))
                .as("nobody was there to hear it")
                .isZero();

        bench.clock.advance(Duration.ofMinutes(4));
        assertThat(bench.engine.runSessions().endDue(LISTENING, 10)).isEqualTo(1);
        assertThat(find("s").end()).hasValueSatisfying(end -> {
            assertThat(end.reason()).isEqualTo(SessionEnd.Reason.LOST);
            assertThat(end.seconds()).isEqualTo(120);
        });
        assertThat(bench.engine.readCredits().openHolds(ACME, 10)).isEmpty();
        verify();
    }

    @Test
    void aSessionOutlivesAServiceThatWasDownForHours() {
        bench.open(ACME).subscribe(ACME, "free");
        start("s", "gpu");
        bench.clock.advance(Duration.ofHours(3));
        assertThat(available()).as("nobody holds anything any more").isEqualTo("5");

        assertThat(bench.engine.runSessions().endDue(bench.clock.instant(), 10)).isZero();
        Outcome.Done kept = (Outcome.Done) bench.engine.runSessions().keep(ACME, new SessionId("s"));
        assertThat(kept.session().isRunning()).isTrue();
        assertThat(kept.reserved()).as("190 minutes of 0.25 an hour").isEqualTo(credits("0.791666666667"));
        assertThat(stop("s").session().end())
                .hasValueSatisfying(end -> assertThat(end.cost()).isEqualTo(credits("0.75")));
        verify();
    }

    @Test
    void aCanceledSessionCostsNothingAndALimitedOneEndsByItself() {
        bench.open(ACME).subscribe(ACME, "free");
        start("s", "gpu");
        bench.clock.advance(Duration.ofMinutes(2));
        bench.engine.runSessions().cancel(ACME, new SessionId("s"));
        assertThat(available()).isEqualTo("5");

        bench.engine.runSessions().start(limited("t", "gpu", Duration.ofSeconds(72)));
        assertThat(available()).isEqualTo("4.995");
        bench.clock.advance(Duration.ofMinutes(3));
        bench.engine.runSessions().endDue(LISTENING, 10);
        assertThat(find("t").end()).hasValueSatisfying(end -> {
            assertThat(end.reason()).isEqualTo(SessionEnd.Reason.TIME_LIMIT);
            assertThat(end.seconds()).isEqualTo(72);
        });
        verify();
    }

    @Test
    void whatCannotBePricedIsRefused() {
        bench.open(ACME);
        assertThat(bench.engine.runSessions().start(order("s", "gpu")))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.field())
                        .isEqualTo("account"));
        bench.subscribe(ACME, "free");
        SessionOrder storage = new SessionOrder(
                new SessionId("s"), ACME, new MeterKey("storage_gb"), new TreeMap<>(), Optional.empty());
        assertThat(bench.engine.runSessions().start(storage))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.field())
                        .isEqualTo("meter"));
        assertThatThrownBy(() -> new SessionId("a/b")).hasMessageContaining("a/b");
        assertThat(bench.engine.runSessions().stop(ACME, new SessionId("none"), Optional.empty()))
                .isInstanceOf(Outcome.Unknown.class);
        start("s", "gpu");
        assertThat(bench.engine
                        .runSessions()
                        .stop(ACME, new SessionId("s"), Optional.of(Instant.parse("2026-03-01T00:00:01Z"))))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void theTestClockEndsWhatIsDueOnTheWay() {
        bench.open(ACME).subscribe(ACME, "free");
        start("s", "gpu");
        bench.engine.advanceClock().advance(Instant.parse("2026-03-01T02:00:00Z"), 100);

        assertThat(find("s").end())
                .hasValueSatisfying(end -> assertThat(end.reason()).isEqualTo(SessionEnd.Reason.LOST));
        assertThat(available())
                .as("it was seen when it started and never again")
                .isEqualTo("5");
        verify();
    }

    // ---------------------------------------------------------------- words

    static SessionOrder order(String id, String size) {
        return new SessionOrder(
                new SessionId(id),
                ACME,
                new MeterKey("session_seconds"),
                new TreeMap<>(Map.of("size", size)),
                Optional.empty());
    }

    static SessionOrder limited(String id, String size, Duration longest) {
        SessionOrder order = order(id, size);
        return new SessionOrder(order.id(), ACME, order.meter(), order.attributes(), Optional.of(longest));
    }

    Outcome.Done start(String id, String size) {
        return (Outcome.Done) bench.engine.runSessions().start(order(id, size));
    }

    Outcome.Done stop(String id) {
        return (Outcome.Done) bench.engine.runSessions().stop(ACME, new SessionId(id), Optional.empty());
    }

    Session find(String id) {
        return bench.engine.runSessions().find(ACME, new SessionId(id)).orElseThrow();
    }

    @Test
    void ofManyWhoStartTheSameSessionOneHasStartedIt() {
        bench.open(ACME).subscribe(ACME, "free");
        List<Outcome> outcomes =
                Race.of(16, thread -> bench.engine.runSessions().start(order("s", "gpu")));

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Done.class));
        assertThat(outcomes)
                .filteredOn(outcome -> ((Outcome.Done) outcome).started())
                .hasSize(1);
    }
}
