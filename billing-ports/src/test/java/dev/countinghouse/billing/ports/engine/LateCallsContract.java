package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.domain.quota.Verdict.Reason.HARD_CAP;
import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.limit.LimitWindow;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Outcome;
import dev.countinghouse.billing.ports.driving.SettleCalls;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a holder of leases has decided and is told after its time was over: as if the storage had decided it. */
public abstract class LateCallsContract extends GateCase {

    private final LeaseHolder[] holder = {emptyHolder("late")};
    private final ForgetfulHolder leases = new ForgetfulHolder(() -> holder[0]);

    /** @param name of the holder; another one each time */
    protected abstract LeaseHolder emptyHolder(String name);

    @Override
    protected BillingEngineBuilder wired(BillingEngineBuilder builder) {
        return builder.leases(leases, MINUTE);
    }

    @Test
    void itIsRecordedOnceAndSaidToBeLate() {
        bench.subscribe(ACME, "wide");
        decidedByALease("a", 50);
        bench.clock.advance(MINUTE);
        assertThat(state("a")).isEqualTo(Reservation.State.EXPIRED);

        for (int time = 0; time < 2; time++) {
            Reservation late = capture("a", 45);
            assertThat(late.settled())
                    .hasValueSatisfying(end -> assertThat(end.late()).isTrue());
            assertThat(late.call()).isEqualTo(call("a", 50));
            bench.clock.advance(Duration.ofHours(1));
        }
        assertThat(state("a")).isEqualTo(Reservation.State.CAPTURED);
        assertThat(used("tokens")).isEqualTo("45");
        refused(reserve("b", 956), HARD_CAP);
        admitted(reserve("b", 955));
    }

    @Test
    void itsIdStandsForOneCall() {
        bench.subscribe(ACME, "wide");
        decidedByALease("a", 50);
        bench.clock.advance(MINUTE);
        capture("a", 45);

        assertThat(captured("a", Map.of("tokens", 46))).isInstanceOf(SettleCalls.Outcome.Conflict.class);
        assertThat(release("a")).isInstanceOf(SettleCalls.Outcome.Conflict.class);
        admitted(reserve("a", 50));
        assertThat(reserve("a", 51)).isInstanceOf(Outcome.Conflict.class);
        assertThat(used("tokens")).isEqualTo("45");
        assertThat(outstanding()).isEqualTo("0");
    }

    /** Whoever has been lent what it gave back cannot spend it as well. */
    @Test
    void itIsHeldAgainstTheNextCall() {
        bench.subscribe(ACME, "wide");
        decidedByALease("a", 100);
        bench.clock.advance(MINUTE);
        admitted(reserve("b", 900));
        capture("b", 900);
        // for a second after there was too little to lend, nothing is lent
        bench.clock.advance(Duration.ofSeconds(1));
        admitted(reserve("c", 1));
        release("c");
        assertThat(outstanding()).as("a tenth of the last 100 is lent").isEqualTo("10");

        capture("a", 100);
        assertThat(used("tokens")).isEqualTo("1000");
        refused(reserve("d", 1), HARD_CAP);
        assertThat(outstanding()).isEqualTo("0");
    }

    @Test
    void moreThanThereIsIsRecordedAndCharged() {
        bench.subscribe(ACME, "pro");
        limit("day", tokens(), Optional.empty(), LimitWindow.DAY, 100_000);
        decidedByALease("a", 6_000);
        bench.clock.advance(Duration.ofMinutes(30));
        capture("a", 5_700);

        bench.on("2026-04-10T12:00:00Z");
        assertThat(Workbench.amounts(bench.close(ACME).get(0)))
                .as("700 beyond what is included, at 0.01")
                .containsValue("7.00");
    }

    @Test
    void whatIsNotToldIsAsItWasReserved() {
        bench.subscribe(ACME, "wide");
        admitted(reserve(call("a", Map.of("tokens", 50, "project", "search"))));
        admitted(reserve(call("b", Map.of("tokens", 20, "project", "chat"))));
        bench.clock.advance(MINUTE);
        ReservationId a = new ReservationId("a");
        for (int time = 0; time < 2; time++) {
            assertThat(bench.engine
                            .settleCalls()
                            .capture(ACME, a, Optional.empty(), Workbench.data(Map.of("tokens", 30))))
                    .isInstanceOfSatisfying(SettleCalls.Outcome.Done.class, done -> assertThat(
                                    done.reservation().settled().orElseThrow().used())
                            .contains(Workbench.data(Map.of("tokens", 30, "project", "search"))));
        }
        assertThat(bench.engine.settleCalls().capture(ACME, new ReservationId("b"), Optional.empty()))
                .isInstanceOf(SettleCalls.Outcome.Done.class);
        assertThat(used("tokens")).isEqualTo("50");
    }

    @Test
    void anotherReplicaSettlesIt() {
        bench.subscribe(ACME, "wide");
        decidedByALease("a", 50);
        bench.clock.advance(MINUTE);
        BillingEngine other = new Workbench(bench.storage, bench.clock, this::wired).engine;
        assertThat(other.settleCalls().capture(ACME, new ReservationId("a"), Optional.empty()))
                .isInstanceOf(SettleCalls.Outcome.Done.class);
        assertThat(used("tokens")).isEqualTo("50");
    }

    @Test
    void oneThatWasGivenUpLateStaysSo() {
        bench.subscribe(ACME, "wide");
        decidedByALease("a", 50);
        bench.clock.advance(MINUTE);
        for (int time = 0; time < 2; time++) {
            assertThat(release("a")).isInstanceOf(SettleCalls.Outcome.Done.class);
        }
        assertThat(captured("a", Map.of("tokens", 1))).isInstanceOf(SettleCalls.Outcome.Conflict.class);
        assertThat(reserve("a", 50)).isInstanceOf(Outcome.Conflict.class);
        assertThat(used("tokens")).isEqualTo("0");
        admitted(reserve("b", 1_000));
    }

    /** What was recorded is known though its answer was lost, and what was not is recorded when it is told again. */
    @Test
    void aHolderThatHasForgottenIsToldTheWhole() {
        bench.subscribe(ACME, "wide");
        decidedByALease("a", 50);
        decidedByALease("b", 20);
        bench.clock.advance(MINUTE);
        capture("a", 45);
        holder[0] = emptyHolder("another");

        assertThat(captured("a", Map.of("tokens", 45))).isInstanceOf(SettleCalls.Outcome.Done.class);
        assertThat(captured("b", Map.of("tokens", 20))).isInstanceOf(SettleCalls.Outcome.Unknown.class);
        assertThat(bench.engine
                        .settleCalls()
                        .capture(
                                ACME, new ReservationId("b"), Optional.of("llm"), Workbench.data(Map.of("tokens", 20))))
                .isInstanceOf(SettleCalls.Outcome.Done.class);
        assertThat(used("tokens")).isEqualTo("65");
    }

    @Test
    void itIsRecordedThoughTheHolderGoesAwayMeanwhile() {
        bench.subscribe(ACME, "wide");
        decidedByALease("a", 50);
        bench.clock.advance(MINUTE);
        leases.takesBack = false;
        capture("a", 45);
        assertThat(used("tokens")).isEqualTo("45");
        assertThat(outstanding()).as("somebody may be spending it").isEqualTo("100");
    }

    private void decidedByALease(String id, long tokens) {
        admitted(reserve(id, tokens));
        assertThat(stored(id)).as("the storage knows nothing of it").isEmpty();
    }

    private Optional<Reservation> stored(String id) {
        return bench.storage.transactions().inTransaction(Scope.of(ACME), () -> bench.storage
                .reservations()
                .find(ACME, new ReservationId(id)));
    }

    private Reservation.State state(String id) {
        return bench.engine
                .settleCalls()
                .find(ACME, new ReservationId(id))
                .orElseThrow()
                .state(bench.clock.instant());
    }

    private SettleCalls.Outcome captured(String id, Map<String, Object> data) {
        return bench.engine.settleCalls().capture(ACME, new ReservationId(id), Optional.of(Workbench.data(data)));
    }
}
