package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.domain.quota.Verdict.Reason.HARD_CAP;
import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Outcome;
import dev.countinghouse.billing.ports.driving.SettleCalls;
import dev.countinghouse.billing.ports.lease.InProcessLeases;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three replicas, two of which share a holder that forgets everything now and then, and many callers that reserve, capture
 * less, give up or go away: at no time is more admitted than the plan includes, and in the end nothing of it is lost.
 */
public abstract class LeasedRacesContract extends GateCase {

    private static final int MOST = 1_000;
    private static final int CALLERS = 8;
    private static final int ROUNDS = 60;

    private final AtomicReference<LeaseHolder> shared = new AtomicReference<>(emptyHolder("shared"));
    private final List<BillingEngine> replicas = new ArrayList<>();

    /** What is admitted and neither given up nor recorded as less; never more than it is, because it is lowered first. */
    private final AtomicLong admitted = new AtomicLong();

    private final AtomicLong recorded = new AtomicLong();

    protected LeaseHolder emptyHolder(String name) {
        return new InProcessLeases(name, InstantSource.system());
    }

    @BeforeEach
    void replicate() {
        bench.subscribe(ACME, "wide");
        replicas.add(replica(new ForgetfulHolder(shared::get)));
        replicas.add(replica(new ForgetfulHolder(shared::get)));
        LeaseHolder own = emptyHolder("own");
        replicas.add(replica(new ForgetfulHolder(() -> own)));
    }

    private BillingEngine replica(LeaseHolder holder) {
        Storage storage = bench.storage;
        return new Workbench(storage, bench.clock, wiring -> wiring.leases(holder, MINUTE)).engine;
    }

    @Test
    void nothingIsAdmittedTwiceAndNothingIsLostForGood() throws InterruptedException, ExecutionException {
        long seed = new Random().nextLong();
        System.out.println("LeasedRacesContract seed " + seed);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                String name = "caller" + i;
                Random random = new Random(seed + i);
                all.add(callers.submit(() -> call(name, random)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(used("tokens")).isEqualTo(String.valueOf(recorded.get()));
        bench.clock.advance(Duration.ofMinutes(10));
        long left = MOST - recorded.get();
        refused(reserve("beyond", left + 1), HARD_CAP);
        if (left > 0) {
            admitted(reserve("all-of-it", left));
        }
    }

    private void call(String name, Random random) {
        for (int round = 0; round < ROUNDS; round++) {
            BillingEngine replica = replicas.get(random.nextInt(replicas.size()));
            long wanted = 1L + random.nextInt(40);
            Call call = call(name + "-" + round, wanted);
            if (replica.admitCalls().reserve(call, MINUTE) instanceof Outcome.Admitted) {
                assertThat(admitted.addAndGet(wanted)).as("admitted of " + MOST).isLessThanOrEqualTo(MOST);
                settle(replica, call, wanted, random);
            }
            if (random.nextInt(40) == 0) {
                shared.set(emptyHolder("shared"));
            }
        }
    }

    private void settle(BillingEngine replica, Call call, long wanted, Random random) {
        int fate = random.nextInt(10);
        if (fate < 3) {
            // given up, on any replica
            admitted.addAndGet(-wanted);
            replicas.get(random.nextInt(replicas.size())).settleCalls().release(ACME, call.id());
        } else if (fate < 9) {
            long used = random.nextInt((int) wanted / 8 + 1);
            admitted.addAndGet(used - wanted);
            recorded.addAndGet(used);
            assertThat(replica.settleCalls().capture(call(call.id().value(), used)))
                    .isInstanceOf(SettleCalls.Outcome.Done.class);
        }
        // else the caller is gone, and what it took is free when its time is over
    }
}
