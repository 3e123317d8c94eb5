package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.domain.quota.Verdict.Reason.HARD_CAP;
import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.gate.Bound;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.LimitWindow;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Outcome;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.SettleCalls;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.lease.InProcessLeases;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a holder of leases decides, what it leaves to the storage, and what becomes of it when it forgets. */
class LeasedCallsTest extends GateCase {

    private final AtomicBoolean away = new AtomicBoolean();
    private InProcessLeases holder = new InProcessLeases("here", InstantSource.system());
    private final ForgetfulHolder leases = new ForgetfulHolder(() -> holder);

    @Override
    protected Storage emptyStorage() {
        return OutageTest.leaving(InMemoryStorage.empty(), away);
    }

    @Override
    protected BillingEngineBuilder wired(BillingEngineBuilder builder) {
        return builder.leases(leases, MINUTE);
    }

    /** Nobody can tell a storage that is not asked from one that is away. */
    @Test
    void aWarmDecisionAsksNoStorage() {
        bench.subscribe(ACME, "free");
        limit("rpm", new LimitMeasure.Calls(), Optional.empty(), LimitWindow.MINUTE, 4);
        limit("at-once", new LimitMeasure.Concurrency(), Optional.empty(), LimitWindow.PERIOD, 4);
        admitted(reserve("cold", 10));
        away.set(true);

        Outcome warm = reserve("warm", 10);
        admitted(warm);
        assertThat(standing(warm, Bound.Kind.ALLOWANCE).remaining())
                .as("1,000 − 10 − 10, or 100 − 2")
                .isIn(new Limit.Units(Fraction.of(980)), new Limit.Units(Fraction.of(98)));
        release("warm");
        admitted(reserve("b", 1));
        admitted(reserve("c", 1));
        assertThat(reserve("c", 1)).isInstanceOf(Outcome.Admitted.class);
        refused(reserve("d", 1), Verdict.Reason.RATE_LIMITED);
        bench.clock.advance(Duration.ofSeconds(59));
        refused(reserve("d", 1), Verdict.Reason.RATE_LIMITED);
    }

    @Test
    void whatWasDrawnIsOutstandingUntilItIsRecordedAndNotTwice() {
        bench.subscribe(ACME, "free");
        admitted(reserve("a", 50));
        assertThat(outstanding()).as("a tenth of 1,000 is lent").isEqualTo("100");
        capture("a", 20);
        assertThat(outstanding()).isEqualTo("50");
        assertThat(used("tokens")).isEqualTo("20");
        admitted(reserve("b", 930));
        assertThat(outstanding())
                .as("what was left of the lease was taken back")
                .isEqualTo("930");
        refused(reserve("c", 51), HARD_CAP);
        admitted(reserve("c", 50));
        refused(reserve("d", 1), HARD_CAP);
    }

    @Test
    void aHolderThatHasForgottenCostsItsLeasesUntilTheyEndAndNothingElse() {
        bench.subscribe(ACME, "free");
        admitted(reserve("a", 60));
        holder = new InProcessLeases("here", InstantSource.system());
        assertThat(bench.engine.settleCalls().capture(call("a", 55))).isInstanceOf(SettleCalls.Outcome.Done.class);
        assertThat(used("tokens")).isEqualTo("55");

        refused(reserve("b", 846), HARD_CAP);
        admitted(reserve("b", 845));
        bench.clock.advance(Duration.ofMinutes(6));
        admitted(reserve("c", 945));
        refused(reserve("d", 1), HARD_CAP);
    }

    /** It may know the call, so nobody can say that there is none. */
    @Test
    void whileTheHolderIsAwayNoCallIsSaidToBeUnknown() {
        bench.subscribe(ACME, "free");
        admitted(reserve("a", 60));
        leases.away = true;
        SettleCalls calls = bench.engine.settleCalls();
        ReservationId id = new ReservationId("a");
        assertThatThrownBy(() -> calls.release(ACME, id)).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> calls.capture(ACME, id, Optional.empty())).isInstanceOf(UnavailableException.class);
        assertThat(calls.find(ACME, id))
                .as("a guard goes on and asks the storage")
                .isEmpty();
        leases.away = false;
        capture("a", 60);
        assertThat(calls.release(ACME, new ReservationId("nobody"))).isInstanceOf(SettleCalls.Outcome.Unknown.class);
    }

    @Test
    void aHolderThatIsAwayIsLeftOut() {
        bench.subscribe(ACME, "free");
        admitted(reserve("a", 60));
        leases.away = true;
        admitted(reserve("b", 900));
        refused(reserve("c", 1), HARD_CAP);
        capture("b", 100);
        leases.away = false;
        capture("a", 60);
        assertThat(used("tokens")).isEqualTo("160");
        assertThat(outstanding()).as("of the lease that nobody could take back").isEqualTo("40");
        admitted(reserve("d", 840));
    }

    @Test
    void otherTermsAreSeenAtOnce() {
        bench.subscribe(ACME, "free");
        admitted(reserve("a", 10));
        capture("a", 10);
        limit("tight", tokens(), Optional.empty(), LimitWindow.DAY, 15);
        refused(reserve("b", 6), Verdict.Reason.LIMIT_REACHED);
        admitted(reserve("b", 5));
        bench.engine.setLimit().remove(ACME, new LimitId("tight"));
        admitted(reserve("c", 6));
        bench.clock.advance(MINUTE);
        bench.change(toPlan("pro", When.NOW));
        assertThat(decision(reserve("d", 5_001)).verdict()).isEqualTo(new Verdict.Overage());
    }

    /** A downgrade that was ordered before takes effect without anybody doing anything. */
    @Test
    void whatIsLentByOneSetOfTermsIsNotSpentByTheNext() {
        bench.subscribe(ACME, "wide");
        bench.on("2026-03-20T00:00:00Z");
        bench.change(toPlan("narrow", When.PERIOD_END));
        bench.on("2026-04-10T11:59:58Z");
        admitted(bench.engine.admitCalls().reserve(call("a", 50), Duration.ofSeconds(1)));
        bench.on("2026-04-10T12:00:01Z");
        admitted(reserve("b", 10));
        refused(reserve("c", 1), HARD_CAP);
    }

    @Test
    void anotherReplicaSeesOtherTermsAtItsNextCallThatNeedsALease() {
        bench.subscribe(ACME, "free");
        BillingEngine other = new Workbench(bench.storage, bench.clock, wiring -> wiring.leases(leases, MINUTE)).engine;
        admitted(other.admitCalls().reserve(call("a", 10), MINUTE));
        admitted(other.admitCalls().reserve(call("b", 10), MINUTE));
        limit("tight", tokens(), Optional.empty(), LimitWindow.DAY, 15);
        refused(other.admitCalls().reserve(call("c", 16), MINUTE), Verdict.Reason.LIMIT_REACHED);
        admitted(other.admitCalls().reserve(call("d", 15), MINUTE));
    }

    /** What it counts and whether it knows the call is one question. */
    @Test
    void whereTheStorageDecidesTheHolderIsAskedOnce() {
        bench.subscribe(ACME, "pro");
        limit("rpm", new LimitMeasure.Calls(), Optional.empty(), LimitWindow.MINUTE, 3);
        leases.asked.set(0);
        for (int i = 0; i < 3; i++) {
            admitted(reserveLong("c" + i, 10));
        }
        admitted(reserveLong("c0", 10));
        assertThat(reserveLong("c0", 11)).isInstanceOf(Outcome.Conflict.class);
        refused(reserveLong("c3", 10), Verdict.Reason.RATE_LIMITED);
        assertThat(leases.asked.get()).isEqualTo(6);

        bench.engine.setLimit().remove(ACME, new LimitId("rpm"));
        leases.asked.set(0);
        admitted(reserveLong("d", 10));
        assertThat(leases.asked.get()).as("nothing to count").isEqualTo(1);
    }

    /** Also where that has to decide by now. */
    @Test
    void whatALeaseHasDecidedIsDecided() {
        bench.subscribe(ACME, "free");
        limit("rpm", new LimitMeasure.Calls(), Optional.empty(), LimitWindow.MINUTE, 4);
        admitted(reserve("a", 50));
        admitted(reserve("b", 20));
        release("b");
        admitted(reserveLong("a", 50));
        assertThat(reserveLong("a", 51)).isInstanceOf(Outcome.Conflict.class);
        assertThat(reserveLong("b", 20)).isInstanceOf(Outcome.Conflict.class);
        bench.engine.setLimit().remove(ACME, new LimitId("rpm"));
        admitted(reserveLong("a", 50));
        assertThat(reserveLong("b", 20)).isInstanceOf(Outcome.Conflict.class);
        assertThat(outstanding()).as("the lease").isEqualTo("100");
    }

    private Outcome reserveLong(String id, long tokens) {
        return bench.engine.admitCalls().reserve(call(id, tokens), Duration.ofMinutes(16));
    }

    @Test
    void manyCallsAreDecidedWithFewLooksAtTheStorage() {
        bench.subscribe(ACME, "free");
        for (int i = 0; i < 60; i++) {
            admitted(reserve("c" + i, 1));
        }
        assertThat(leases.lends.get()).as("of two meters, by tenths").isLessThan(30);
        assertThat(leases.spends.get()).isGreaterThanOrEqualTo(60);
    }
}
