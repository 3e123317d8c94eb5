package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.domain.quota.Verdict.Reason.HARD_CAP;
import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Outcome;
import dev.countinghouse.billing.ports.driving.ReadLeases;
import dev.countinghouse.billing.ports.driving.SettleCalls;
import dev.countinghouse.billing.ports.lease.InProcessLeases;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three replicas, two of which share a holder that forgets everything now and then, and many callers that reserve, capture
 * less, give up or go away: at no time is more admitted than the plan includes, and in the end nothing of it is lost, nor what
 * those who went away say that they have used.
 */
public abstract class LeasedRacesContract extends GateCase {

    private static final int MOST = 1_000;
    private static final int CALLERS = 8;
    private static final int ROUNDS = 60;

    private final AtomicReference<LeaseHolder> shared = new AtomicReference<>();
    private final List<BillingEngine> replicas = new ArrayList<>();

    /** What is admitted and neither given up nor recorded as less; never more than it is, because it is lowered first. */
    private final AtomicLong admitted = new AtomicLong();

    private final AtomicLong recorded = new AtomicLong();

    private final Queue<Gone> gone = new ConcurrentLinkedQueue<>();
    private final AtomicLong refusals = new AtomicLong();
    private volatile boolean over;
    private volatile boolean leaving = true;
    private final ReadWriteLock calling = new ReentrantReadWriteLock(true);

    private record Gone(BillingEngine replica, Call call) {}

    protected LeaseHolder emptyHolder(String name) {
        return new InProcessLeases(name, InstantSource.system());
    }

    /** What goes wrong now and then. */
    protected void mishap() {
        shared.set(emptyHolder("shared"));
    }

    /** What happens meanwhile: callers go on until it is over. */
    protected void meanwhile() {}

    /** About how much is used until callers use nothing more, so that there is something to fight for. */
    protected long mostUsed() {
        return MOST / 2;
    }

    /** Whether some callers go away without settling: they take all that there is, sooner or later. */
    protected final void leave(boolean some) {
        leaving = some;
    }

    /** How many calls were refused so far: where there are many, those who went away have taken all that there is. */
    protected final long refusals() {
        return refusals.get();
    }

    @BeforeEach
    void replicate() {
        bench.subscribe(ACME, "wide");
        shared.set(emptyHolder("shared"));
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
            try {
                meanwhile();
            } finally {
                over = true;
                callers.shutdown();
                assertThat(callers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
                // what went wrong with a caller is why nothing came of what was waited for
                for (Future<?> each : all) {
                    each.get();
                }
            }
        } finally {
            callers.shutdownNow();
        }
        allIsThereAgain();
    }

    /** Once leases have ended, and the calls of those who went away; nobody calls meanwhile. */
    protected final void allIsThereAgain() {
        calling.writeLock().lock();
        try {
            assertThat(used("tokens")).isEqualTo(String.valueOf(recorded.get()));
            replicas.forEach(LeasedRacesContract::holdsNoMoreThanItWasLent);
            bench.clock.advance(Duration.ofMinutes(10));
            gone.forEach(this::tellLate);
            gone.clear();
            admitted.set(recorded.get());
            assertThat(used("tokens")).isEqualTo(String.valueOf(recorded.get()));
            long left = MOST - recorded.get();
            String at = "@" + bench.clock.instant();
            refused(reserve("beyond" + at, left + 1), HARD_CAP);
            admitted(reserve("all-of-it" + at, left));
            release("all-of-it" + at);
        } finally {
            calling.writeLock().unlock();
        }
    }

    private static void holdsNoMoreThanItWasLent(BillingEngine replica) {
        for (ReadLeases.Loan loan : replica.readLeases().loans(ACME)) {
            loan.missing()
                    .ifPresent(missing -> assertThat(missing).as("%s", loan).isGreaterThanOrEqualTo(Fraction.ZERO));
        }
    }

    private void call(String name, Random random) {
        for (int round = 0; round < ROUNDS || !over; round++) {
            calling.readLock().lock();
            try {
                call(name + "-" + round, replicas.get(random.nextInt(replicas.size())), random);
            } finally {
                calling.readLock().unlock();
            }
            if (random.nextInt(40) == 0) {
                mishap();
            }
        }
    }

    private void call(String id, BillingEngine replica, Random random) {
        long wanted = 1L + random.nextInt(40);
        Call call = call(id, wanted);
        if (replica.admitCalls().reserve(call, MINUTE) instanceof Outcome.Admitted) {
            assertThat(admitted.addAndGet(wanted)).as("admitted of " + MOST).isLessThanOrEqualTo(MOST);
            settle(replica, call, wanted, random);
        } else {
            refusals.incrementAndGet();
        }
    }

    private void settle(BillingEngine replica, Call call, long wanted, Random random) {
        int fate = random.nextInt(10);
        if (fate < 3) {
            // given up, on any replica
            admitted.addAndGet(-wanted);
            giveUp(replicas.get(random.nextInt(replicas.size())), call);
        } else if (fate < 9 || !leaving) {
            long used = isEnoughUsed() ? 0 : random.nextInt((int) wanted / 8 + 1);
            admitted.addAndGet(used - wanted);
            recorded.addAndGet(used);
            assertThat(replica.settleCalls().capture(call(call.id().value(), used)))
                    .isInstanceOf(SettleCalls.Outcome.Done.class);
        } else {
            // the caller is gone, and what it took is free when its time is over
            gone.add(new Gone(replica, call));
        }
    }

    /** While its holder is away nobody can tell whether there is such a call: it ends with its time. */
    private static void giveUp(BillingEngine replica, Call call) {
        try {
            replica.settleCalls().release(ACME, call.id());
        } catch (UnavailableException away) {
            return;
        }
    }

    private boolean isEnoughUsed() {
        return recorded.get() > mostUsed();
    }

    /** By the id alone: if the shared holder has decided the call and forgotten it, nobody knows it. */
    private void tellLate(Gone late) {
        int used = isEnoughUsed() ? 0 : 1;
        SettleCalls.Outcome outcome = late.replica()
                .settleCalls()
                .capture(ACME, late.call().id(), Optional.empty(), Workbench.data(Map.of("tokens", used)));
        if (outcome instanceof SettleCalls.Outcome.Done done) {
            recorded.addAndGet(used);
            assertThat(done.reservation().settled().orElseThrow().late()).isTrue();
        } else {
            assertThat(outcome).isInstanceOf(SettleCalls.Outcome.Unknown.class);
            assertThat(late.replica()).as("its holder forgets nothing").isNotSameAs(replicas.get(2));
        }
    }
}
