package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.domain.quota.Verdict.Reason.HARD_CAP;
import static dev.countinghouse.billing.domain.quota.Verdict.Reason.NOT_ENTITLED;
import static dev.countinghouse.billing.domain.quota.Verdict.Reason.NOT_INCLUDED;
import static dev.countinghouse.billing.domain.quota.Verdict.Reason.NO_ACTIVE_SUBSCRIPTION;
import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Bound;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.gate.Standing;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Decision;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Outcome;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.SettleCalls;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** From the question whether a call may run to what it has used. */
public abstract class AdmitCallsContract extends GateCase {

    @Test
    void whatIsIncludedIsAdmittedAndNotMore() {
        bench.subscribe(ACME, "free");
        Outcome first = reserve("a", 600);
        admitted(first);
        Standing standing = standing(first, Bound.Kind.ALLOWANCE);
        assertThat(standing.remaining()).isIn(new Limit.Units(Fraction.of(400)), new Limit.Units(Fraction.of(99)));

        Outcome second = reserve("b", 401);
        refused(second, HARD_CAP);
        Decision why = decision(second);
        assertThat(why.upgrades()).extracting(Object::toString).containsExactly("pro");
        assertThat(why.retryAt()).contains(Instant.parse("2026-04-10T12:00:00Z"));
        admitted(reserve("b", 400));
        refused(reserve("c", 1), HARD_CAP);
        assertThat(used("tokens")).as("nothing was used yet").isEqualTo("0");
    }

    @Test
    void aCallTakesFromAllLimitsOrFromNone() {
        bench.subscribe(ACME, "free");
        bench.count(ACME, "llm", 99, Map.of("tokens", 1));
        admitted(reserve("a", 1));
        refused(reserve("b", 1), HARD_CAP);
        release("a");

        refused(reserve("c", 902), HARD_CAP);
        admitted(reserve("d", 901));
    }

    @Test
    void whatIsCapturedIsRecordedAndTheRestIsFree() {
        bench.subscribe(ACME, "free");
        reserve("a", 900);
        Reservation captured = capture("a", 250);

        assertThat(captured.settled())
                .hasValueSatisfying(end -> assertThat(end.late()).isFalse());
        assertThat(used("tokens")).isEqualTo("250");
        assertThat(used("calls")).isEqualTo("1");
        refused(reserve("b", 751), HARD_CAP);
        admitted(reserve("b", 750));
    }

    @Test
    void whatIsMoreThanWasReservedIsRecordedAndHeldAgainstTheNextCall() {
        bench.subscribe(ACME, "free");
        reserve("a", 900);
        capture("a", 1_200);

        assertThat(used("tokens")).isEqualTo("1200");
        refused(reserve("b", 1), HARD_CAP);
    }

    @Test
    void whatIsReleasedOrExpiredIsFreeAgainOnce() {
        bench.subscribe(ACME, "free");
        reserve("a", 1_000);
        assertThat(release("a")).isInstanceOf(SettleCalls.Outcome.Done.class);
        assertThat(release("a")).isInstanceOf(SettleCalls.Outcome.Done.class);
        admitted(reserve("b", 1_000));
        refused(reserve("c", 1), HARD_CAP);

        bench.clock.advance(MINUTE.minusNanos(1_000));
        refused(reserve("c", 1), HARD_CAP);
        bench.clock.advance(Duration.ofNanos(1_000));
        admitted(reserve("c", 1_000));
        assertThat(release("b")).isInstanceOf(SettleCalls.Outcome.Done.class);
        refused(reserve("d", 1), HARD_CAP);
    }

    @Test
    void whatIsToldTooLateIsRecordedAndSaidToBeLate() {
        bench.subscribe(ACME, "free");
        reserve("a", 700);
        bench.clock.advance(Duration.ofHours(1));
        admitted(reserve("b", 1_000));

        assertThat(capture("a", 650).settled())
                .hasValueSatisfying(end -> assertThat(end.late()).isTrue());
        assertThat(used("tokens")).isEqualTo("650");
        capture("b", 300);
        assertThat(used("tokens")).isEqualTo("950");
        admitted(reserve("c", 50));
        refused(reserve("d", 1), HARD_CAP);
    }

    @Test
    void aCallThatNobodyKnowsAnyMoreIsRecordedOnce() {
        bench.subscribe(ACME, "free");
        for (int i = 0; i < 2; i++) {
            assertThat(bench.engine.settleCalls().capture(call("lost", 40)))
                    .isInstanceOfSatisfying(SettleCalls.Outcome.Done.class, done -> assertThat(
                                    done.reservation().settled())
                            .hasValueSatisfying(end -> assertThat(end.late()).isTrue()));
        }
        assertThat(used("tokens")).isEqualTo("40");
        assertThat(bench.engine.settleCalls().capture(call("lost", 41)))
                .isInstanceOf(SettleCalls.Outcome.Conflict.class);
    }

    @Test
    void everyStepMayBeRepeated() {
        bench.subscribe(ACME, "free");
        assertThat(isRepeated(reserve("a", 600))).isFalse();
        assertThat(isRepeated(reserve("a", 600))).isTrue();
        admitted(reserve("b", 400));
        capture("a", 500);
        capture("a", 500);
        assertThat(isRepeated(reserve("a", 600))).isTrue();

        assertThat(used("tokens")).isEqualTo("500");
        assertThat(isRepeated(consume("c", 100))).isFalse();
        assertThat(isRepeated(consume("c", 100))).isTrue();
        refused(consume("d", 1), HARD_CAP);
        assertThat(used("tokens")).isEqualTo("600");
        assertThat(used("calls")).isEqualTo("2");
    }

    @Test
    void anIdStandsForOneCall() {
        bench.subscribe(ACME, "free");
        reserve("a", 100);
        assertThat(reserve("a", 101)).isInstanceOf(Outcome.Conflict.class);
        assertThat(consume("a", 101)).isInstanceOf(Outcome.Conflict.class);
        capture("a", 50);
        assertThat(bench.engine
                        .settleCalls()
                        .capture(ACME, new ReservationId("a"), Optional.of(Workbench.data(Map.of("tokens", 51)))))
                .isInstanceOf(SettleCalls.Outcome.Conflict.class);
        assertThat(release("a")).isInstanceOf(SettleCalls.Outcome.Conflict.class);

        reserve("b", 100);
        release("b");
        assertThat(reserve("b", 100)).isInstanceOf(Outcome.Conflict.class);
        assertThat(bench.engine.settleCalls().capture(ACME, new ReservationId("b"), Optional.empty()))
                .isInstanceOf(SettleCalls.Outcome.Conflict.class);
        assertThat(release("none")).isInstanceOf(SettleCalls.Outcome.Unknown.class);
        assertThat(used("tokens")).isEqualTo("50");
    }

    @Test
    void checkingTakesNothing() {
        bench.subscribe(ACME, "free");
        admitted(bench.engine.admitCalls().check(call("a", 1_000)));
        admitted(bench.engine.admitCalls().check(call("b", 1_000)));
        refused(bench.engine.admitCalls().check(call("b", 1_001)), HARD_CAP);
        assertThat(bench.engine.settleCalls().find(ACME, new ReservationId("a")))
                .isEmpty();
        admitted(consume("a", 1_000));
    }

    @Test
    void anUpgradeAdmitsWhatWasRefused() {
        bench.subscribe(ACME, "free");
        consume("a", 1_000);
        refused(consume("b", 1), HARD_CAP);
        bench.clock.advance(MINUTE);
        bench.change(toPlan("pro", When.NOW));

        Outcome upgraded = consume("b", 4_001);
        assertThat(decision(upgraded).verdict()).isEqualTo(new Verdict.Overage());
        assertThat(decision(upgraded).price()).map(Object::toString).contains("0.01 USD");
    }

    @Test
    void whatIsOnItsWayAtTheEndOfAPeriodIsHeldAgainstTheNextOne() {
        bench.subscribe(ACME, "free");
        consume("a", 900);
        bench.on("2026-04-10T11:59:59Z");
        reserve("b", 100);
        bench.on("2026-04-10T12:00:01Z");
        refused(reserve("c", 901), HARD_CAP);
        capture("b", 100);
        refused(reserve("c", 901), HARD_CAP);
        admitted(reserve("c", 900));
    }

    @Test
    void withoutTermsNothingIsAdmitted() {
        refused(reserve("a", 1), NO_ACTIVE_SUBSCRIPTION);
        bench.subscribe(ACME, "free");
        Call look = new Call(new ReservationId("look"), ACME, "look", Workbench.data(Map.of()), new TreeMap<>());
        refused(reserve(look), NOT_INCLUDED);
        refused(reserve(wanting(call("b", 1), "models", "big")), NOT_ENTITLED);
        refused(reserve(wanting(call("c", 1), "export", "")), NOT_ENTITLED);
        refused(reserve(wanting(call("d", 1), "teleport", "")), NOT_ENTITLED);
        admitted(reserve(wanting(call("e", 1), "models", "mini")));
    }

    @Test
    void aCallThatNoMeterCanCountIsSaidToBeWrong() {
        bench.subscribe(ACME, "free");
        Call unknown = new Call(new ReservationId("x"), ACME, "mystery", Workbench.data(Map.of()), new TreeMap<>());
        assertThat(reserve(unknown)).isInstanceOfSatisfying(Outcome.Invalid.class, invalid -> {
            assertThat(invalid.field()).isEqualTo("type");
            assertThat(invalid.reason()).contains("mystery", "llm");
        });
        assertThat(reserve(call("x", Map.of("tokens", "many"))))
                .isInstanceOfSatisfying(Outcome.Invalid.class, invalid -> assertThat(invalid.reason())
                        .contains("data.tokens", "many"));
        assertThat(reserve(call("x", -1)))
                .isInstanceOfSatisfying(Outcome.Invalid.class, invalid -> assertThat(invalid.reason())
                        .contains("data.tokens", "-1"));
        assertThat(bench.engine.admitCalls().reserve(call("x", 1), Duration.ZERO))
                .isInstanceOf(Outcome.Invalid.class);
        assertThat(bench.engine.admitCalls().reserve(call("x", 1), Duration.ofHours(25)))
                .isInstanceOf(Outcome.Invalid.class);
        assertThatThrownBy(() -> reserve(new Call(
                        new ReservationId("x"),
                        new AccountId("nobody"),
                        "llm",
                        Workbench.data(Map.of("tokens", 1)),
                        new TreeMap<>())))
                .isInstanceOf(UnknownException.class);
        admitted(reserve("a", 1));
        assertThat(bench.engine
                        .settleCalls()
                        .capture(ACME, new ReservationId("a"), Optional.of(Workbench.data(Map.of("tokens", "many")))))
                .isInstanceOf(SettleCalls.Outcome.Invalid.class);
        assertThat(bench.engine
                        .settleCalls()
                        .capture(ACME, new ReservationId("a"), Optional.of(Workbench.data(Map.of("tokens", -1)))))
                .isInstanceOf(SettleCalls.Outcome.Invalid.class);
        capture("a", 1);
    }

    @RepeatedTest(5)
    void exactlyAsManyAreAdmittedAsThereAreUnitsFor() throws InterruptedException, ExecutionException {
        bench.subscribe(ACME, "free");
        ExecutorService callers = Executors.newFixedThreadPool(64);
        try {
            List<Future<Outcome>> calls = new ArrayList<>();
            for (int i = 0; i < 192; i++) {
                String id = "c" + i;
                boolean recorded = i % 2 == 0;
                calls.add(callers.submit(() -> recorded ? consume(id, 13) : reserve(id, 13)));
            }
            int admitted = 0;
            for (Future<Outcome> each : calls) {
                admitted += each.get() instanceof Outcome.Admitted ? 1 : 0;
            }
            assertThat(admitted).as("76 × 13 = 988").isEqualTo(76);
        } finally {
            callers.shutdownNow();
        }
        refused(reserve("late", 13), HARD_CAP);
        admitted(reserve("last", 12));
    }
}
