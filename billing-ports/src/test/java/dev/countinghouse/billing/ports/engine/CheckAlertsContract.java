package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.alert.Alert.Acknowledgement;
import dev.countinghouse.billing.domain.alert.AlertSubject;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.quota.Thresholds;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.CorrectUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Use that reaches a threshold is told once in a billing period, whatever becomes of it. */
public abstract class CheckAlertsContract extends AlertCase {

    private static final AlertSubject TOKENS = new AlertSubject.OfMeter(new MeterKey("tokens"));

    @Test
    void eachThresholdIsToldOnceWhenUseReachesIt() {
        use(799);
        assertThat(check()).isEmpty();
        use(1);
        bench.on("2026-03-02T00:00:00Z");
        assertThat(check()).containsExactly("tokens 80: 800 of 1000");
        assertThat(check()).isEmpty();
        use(500);
        assertThat(check())
                .as("jumped over at once")
                .containsExactly("tokens 100: 1300 of 1000", "tokens 120: 1300 of 1000");
        use(5_000);
        assertThat(check()).isEmpty();
    }

    @Test
    void anAlertSaysWhatWasFoundAndWhen() {
        use(900);
        bench.on("2026-03-02T03:04:05Z");

        assertThat(bench.engine.checkAlerts().check(ACME))
                .containsExactly(new Alert(
                        ACME,
                        TOKENS,
                        new Period(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z")),
                        Fraction.of(80),
                        Fraction.of(900),
                        Fraction.of(1_000),
                        bench.clock.instant(),
                        Optional.empty()));
        assertThat(bench.engine.readAlerts().list(ACME, Optional.empty(), 9)).hasSize(1);
        assertThat(told()).singleElement().satisfies(message -> {
            assertThat(message.type()).isEqualTo("quota.threshold_crossed");
            assertThat(message.at()).isEqualTo(bench.clock.instant());
            assertThat(message.payload()).contains("\"meter\":\"tokens\"", "\"used\":\"900\"", "\"limit\":\"1000\"");
        });
    }

    @Test
    void onlyThoseOfWhomSomethingChangedAreLookedAt() {
        bench.open(GLOBEX).subscribe(GLOBEX, "small");
        assertThat(bench.engine.checkAlerts().checkDue()).isZero();
        assertThat(due()).isEmpty();

        bench.use(GLOBEX, "used", Map.of("tokens", 1_000));
        assertThat(due()).containsExactly(GLOBEX);
        assertThat(bench.engine.checkAlerts().checkDue()).isEqualTo(2);
        assertThat(due()).isEmpty();
    }

    @Test
    void whatWentDownAndUpAgainIsNotToldAgain() {
        Submission much = bench.submission(ACME, "used", bench.clock.instant(), Map.of("tokens", 1_000));
        bench.record(List.of(much));
        assertThat(check()).hasSize(2);

        voided(much.key());
        assertThat(bench.quota(ACME, "tokens", 0).used()).isEqualTo(Fraction.ZERO);
        use(1_200);
        assertThat(check()).containsExactly("tokens 120: 1200 of 1000");
        assertThat(bench.engine.readAlerts().list(ACME, Optional.empty(), 9)).hasSize(3);
    }

    @Test
    void aCorrectionIsLookedAtAtOnce() {
        Submission little = bench.submission(ACME, "used", bench.clock.instant(), Map.of("tokens", 8));
        bench.record(List.of(little));
        check();
        bench.engine
                .correctUsage()
                .correct(new CorrectUsage.Order(
                        ACME,
                        List.of(new CorrectUsage.Step.Amend(
                                little.key(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Workbench.data(Map.of("tokens", 800))))),
                        "ann",
                        "a comma"));

        assertThat(raised()).containsExactly("tokens 80: 800 of 1000");
        assertThat(due()).isEmpty();
    }

    @Test
    void anotherPlanIsLookedAtAtOnceAndTellsNothingTwice() {
        bench.on("2026-03-02T00:00:00Z");
        bench.change(toPlan("large", When.NOW));
        use(4_000);
        assertThat(check()).containsExactly("tokens 80: 4000 of 5000");

        bench.on("2026-03-05T00:00:00Z");
        bench.change(toPlan("small", When.NOW));
        assertThat(raised())
                .containsExactly("tokens 120: 4000 of 1000", "tokens 100: 4000 of 1000", "tokens 80: 4000 of 5000");
        bench.on("2026-03-06T00:00:00Z");
        bench.change(toPlan("large", When.NOW));
        use(5_000);
        assertThat(check()).isEmpty();
    }

    @Test
    void aPlanThatIsDueLaterIsLookedAtThen() {
        bench.on("2026-03-02T00:00:00Z");
        bench.change(toPlan("large", When.NOW));
        bench.on("2026-03-03T00:00:00Z");
        bench.change(toPlan("tried", When.PERIOD_END));
        use(900);
        check();

        bench.on("2026-04-01T00:00:00Z");
        assertThat(due()).containsExactly(ACME);
        assertThat(check()).isEmpty();
        use(2_400);
        assertThat(check()).containsExactly("tokens 80: 2400 of 3000");
    }

    @Test
    void aNewPeriodTellsAgain() {
        use(900);
        check();
        bench.on("2026-04-01T00:00:00Z");
        assertThat(check()).isEmpty();
        use(900);

        assertThat(check()).containsExactly("tokens 80: 900 of 1000");
        assertThat(bench.engine.readAlerts().list(ACME, Optional.empty(), 9))
                .extracting(alert -> alert.period().start().toString())
                .containsExactly("2026-04-01T00:00:00Z", "2026-03-01T00:00:00Z");
    }

    @Test
    void whatWasUsedLastIsToldOfThePeriodItWasUsedIn() {
        check();
        bench.on("2026-03-31T23:59:59Z");
        use(900);
        bench.on("2026-04-01T00:00:30Z");
        use(100);

        assertThat(check()).containsExactly("tokens 80: 900 of 1000");
        assertThat(bench.engine.readAlerts().list(ACME, Optional.empty(), 9))
                .extracting(alert -> alert.period().end().toString())
                .containsExactly("2026-04-01T00:00:00Z");
    }

    @Test
    void aClockThatIsMovedLooksBeforeItMovesAndWhereItStops() {
        bench.on("2026-03-02T00:00:00Z");
        use(900);
        bench.engine.advanceClock().advance(ACME, Instant.parse("2026-03-31T23:00:00Z"), 9);
        bench.use(ACME, "used", Map.of("tokens", 100));
        bench.engine.advanceClock().advance(ACME, Instant.parse("2026-05-09T00:00:00Z"), 9);

        assertThat(bench.engine.readAlerts().list(ACME, Optional.empty(), 9))
                .extracting(alert -> alert.threshold() + " " + alert.raisedAt())
                .containsExactly("100 2026-03-31T23:00:00Z", "80 2026-03-02T00:00:00Z");
    }

    @Test
    void accountsChooseWhatTheyAreToldOf() {
        thresholds("50", "99.5");
        use(995);
        assertThat(check()).containsExactly("tokens 50: 995 of 1000", "tokens 99.5: 995 of 1000");
        assertThat(bench.quota(ACME, "tokens", 0).thresholds()).hasSize(2);

        thresholds();
        use(1_000);
        assertThat(check()).isEmpty();
        bench.engine.setThresholds().reset(ACME);
        assertThat(raised()).hasSize(5);
        assertThat(bench.engine.readAlerts().thresholds(ACME)).isEqualTo(Thresholds.USUAL);
    }

    @Test
    void whatIsUnlimitedOrNotInThePlanTellsNothing() {
        bench.on("2026-03-02T00:00:00Z");
        bench.change(toPlan("yearly", When.NOW));
        use(1_000_000);
        bench.use(ACME, "memory", Map.of("gb", 1_000));

        assertThat(check()).isEmpty();
    }

    @Test
    void manyWhoCheckAtOnceRaiseOnce() {
        use(1_000);

        List<Integer> raised =
                Race.of(any -> bench.engine.checkAlerts().check(ACME).size());
        assertThat(raised.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2);
        assertThat(told()).hasSize(2);
    }

    @Test
    void whoAcknowledgesFirstStays() {
        use(900);
        Alert alert = bench.engine.checkAlerts().check(ACME).get(0);
        bench.on("2026-03-02T00:00:00Z");
        bench.engine.acknowledgeAlert().acknowledge(ACME, alert.id(), "ann");
        Instant first = bench.clock.instant();
        bench.on("2026-03-03T00:00:00Z");

        assertThat(bench.engine
                        .acknowledgeAlert()
                        .acknowledge(ACME, alert.id(), "bob")
                        .acknowledged())
                .contains(new Acknowledgement("ann", first));
        assertThat(check()).isEmpty();
        assertThatThrownBy(() -> bench.engine.acknowledgeAlert().acknowledge(GLOBEX, alert.id(), "bob"))
                .isInstanceOf(UnknownException.class)
                .hasMessageContaining("globex");
    }

    @Test
    void anAccountThatThereIsNotIsUnknown() {
        assertThatThrownBy(() -> bench.engine.checkAlerts().check(GLOBEX))
                .isInstanceOf(UnknownException.class)
                .hasMessageContaining("globex");
    }
}
