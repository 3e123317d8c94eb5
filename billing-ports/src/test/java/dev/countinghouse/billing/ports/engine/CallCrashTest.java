package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Outcome;
import dev.countinghouse.billing.ports.engine.FailingStorage.Moment;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.lease.InProcessLeases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Storage fails at every call that the gate makes, with leases and without: repeated, it comes to the same as without. */
class CallCrashTest {

    private static final Period MARCH =
            new Period(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));

    @ParameterizedTest
    @CsvSource({"BEFORE, false", "AFTER, false", "BEFORE, true", "AFTER, true"})
    void consuming(Moment moment, boolean leases) {
        everyCallFails(
                moment,
                leases,
                "free",
                bench -> {},
                bench -> admitted(bench.engine.admitCalls().consume(GateCase.call("a", 40))));
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, false", "AFTER, false", "BEFORE, true", "AFTER, true"})
    void consumingWhatCreditsPay(Moment moment, boolean leases) {
        everyCallFails(
                moment,
                leases,
                "prepaid",
                CallCrashTest::grant,
                bench -> admitted(bench.engine.admitCalls().consume(GateCase.call("a", 40))));
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, false", "AFTER, false", "BEFORE, true", "AFTER, true"})
    void reservingAndCapturingLess(Moment moment, boolean leases) {
        everyCallFails(moment, leases, "prepaid", CallCrashTest::grant, bench -> {
            admitted(bench.engine.admitCalls().reserve(GateCase.call("a", 40), GateCase.MINUTE));
            bench.engine.settleCalls().capture(GateCase.call("a", 13));
        });
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, false", "AFTER, false", "BEFORE, true", "AFTER, true"})
    void givingUp(Moment moment, boolean leases) {
        everyCallFails(
                moment,
                leases,
                "free",
                bench -> admitted(bench.engine.admitCalls().reserve(GateCase.call("a", 40), GateCase.MINUTE)),
                bench -> {
                    bench.engine.settleCalls().release(ACME, new ReservationId("a"));
                    admitted(bench.engine.admitCalls().reserve(GateCase.call("b", 900), GateCase.MINUTE));
                });
    }

    private static void grant(Workbench bench) {
        CallLimitsContract.grant(bench, "5");
    }

    /** What cannot be decided is refused, and asked again. */
    private static void admitted(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            assertThat(refused.decision().verdict()).isEqualTo(new Verdict.Refused(Verdict.Reason.UNAVAILABLE));
            throw new UnavailableException("refused for now", new IllegalStateException("away"));
        }
        assertThat(outcome).isInstanceOf(Outcome.Admitted.class);
    }

    private static void everyCallFails(
            Moment moment, boolean leases, String plan, Consumer<Workbench> before, Consumer<Workbench> command) {
        String expected = run(new FailingStorage(InMemoryStorage.empty(), 0, moment), leases, plan, before, command);
        int call = 1;
        FailingStorage failing;
        do {
            failing = new FailingStorage(InMemoryStorage.empty(), call, moment);
            assertThat(run(failing, leases, plan, before, command))
                    .as("after call %d failed %s it was done", call, moment)
                    .isEqualTo(expected);
            call++;
        } while (failing.hasFailed());
        assertThat(call).as("calls that failed").isGreaterThan(5);
    }

    private static String run(
            FailingStorage failing,
            boolean leases,
            String plan,
            Consumer<Workbench> before,
            Consumer<Workbench> command) {
        HandClock clock = new HandClock(Instant.parse("2026-03-10T12:00:00Z"));
        Workbench bench = new Workbench(
                failing.storage(),
                clock,
                wiring -> leases
                        ? wiring.leases(new InProcessLeases("here", InstantSource.system()), GateCase.MINUTE)
                        : wiring);
        bench.engine.publishCatalogue().publish(Workbench.catalogue(GateCase.TEXT));
        bench.open(ACME).subscribe(ACME, plan);
        before.accept(bench);
        failing.arm();
        try {
            command.accept(bench);
        } catch (UnavailableException failed) {
            command.accept(bench);
        }
        failing.disarm();
        clock.advance(Duration.ofMinutes(10));
        return state(bench);
    }

    /** After every reservation and lease is over. */
    private static String state(Workbench bench) {
        Map<BoundKey, Fraction> outstanding = bench.storage
                .transactions()
                .inTransaction(
                        Scope.of(ACME), () -> bench.storage.reservations().lock(ACME, Set.of(), bench.clock.instant()))
                .outstanding();
        return bench.used(ACME, "tokens", MARCH) + " tokens, " + bench.used(ACME, "calls", MARCH) + " calls, "
                + new TreeMap<>(outstanding) + " outstanding, "
                + bench.engine.readCredits().balances(ACME);
    }
}
