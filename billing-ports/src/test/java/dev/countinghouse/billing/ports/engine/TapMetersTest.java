package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.domain.quota.Verdict.Reason.HARD_CAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.TapMeters.Tap;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Units of a meter that a process hands out from memory. */
class TapMetersTest extends GateCase {

    private static final MeterKey TOKENS = new MeterKey("tokens");

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }

    @BeforeEach
    void subscribe() {
        bench.subscribe(Workbench.ACME, "wide");
    }

    private Tap tap(long atOnce) {
        return bench.engine.tapMeters().open(Workbench.ACME, TOKENS, Map.of("user", "ann"), atOnce);
    }

    @Test
    void whatWasTakenIsRecordedAndTheRestIsFree() {
        try (Tap tap = tap(400)) {
            assertThat(tap.take(3)).isTrue();
            assertThat(tap.take(97)).isTrue();
            assertThat(used("tokens")).isEqualTo("0");
            refused(reserve("other", 601), HARD_CAP);
            tap.flush();
            assertThat(used("tokens")).isEqualTo("100");
            admitted(reserve("other", 601));
            assertThat(tap.take(300)).as("100 + 601 + 300").isFalse();
            assertThat(tap.take(299)).isTrue();
        }
        assertThat(used("tokens")).isEqualTo("399");
    }

    @Test
    void exactlyAsManyAreTakenAsThereAre() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Tap one = tap(70);
                Tap other = tap(33)) {
            List<Future<Integer>> takers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Tap tap = i % 2 == 0 ? one : other;
                takers.add(threads.submit(() -> {
                    int taken = 0;
                    for (int n = 0; n < 300; n++) {
                        taken += tap.take(1) ? 1 : 0;
                    }
                    return taken;
                }));
            }
            int taken = 0;
            for (Future<Integer> each : takers) {
                taken += each.get();
            }
            assertThat(taken).isEqualTo(1_000);
        } finally {
            threads.shutdownNow();
        }
        assertThat(used("tokens")).isEqualTo("1000");
    }

    @Test
    void aDecisionThatIsAllowedAllocatesNothing() {
        try (Tap tap = tap(1_000)) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long self = Thread.currentThread().getId();
            take(tap, 400);
            threads.getThreadAllocatedBytes(self);
            long before = threads.getThreadAllocatedBytes(self);
            long measuring = threads.getThreadAllocatedBytes(self) - before;
            before = threads.getThreadAllocatedBytes(self);
            take(tap, 500);
            assertThat(threads.getThreadAllocatedBytes(self) - before).isEqualTo(measuring);
        }
    }

    private static void take(Tap tap, int times) {
        for (int i = 0; i < times; i++) {
            if (!tap.take(1)) {
                throw new IllegalStateException("refused after " + i);
            }
        }
    }

    /** A timer whose time comes when the test says so. */
    private static final class HandTimer extends ScheduledThreadPoolExecutor {

        private final Deque<Runnable> waiting = new ArrayDeque<>();

        HandTimer() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
            waiting.add(work);
            return super.schedule(() -> {}, 0, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatIsReservedIsSettledByItselfBeforeItExpires() {
        HandTimer timer = new HandTimer();
        AtomicInteger ids = new AtomicInteger();
        Tap tap = new MeterTap(
                bench.engine.admitCalls(),
                bench.engine.settleCalls(),
                Workbench.ACME,
                bench.engine
                        .readCatalogue()
                        .current()
                        .orElseThrow()
                        .catalogue()
                        .meter(TOKENS)
                        .orElseThrow(),
                Map.of(),
                100,
                () -> new ReservationId("chunk-" + ids.incrementAndGet()),
                timer);
        tap.take(30);
        timer.waiting.remove().run();
        assertThat(used("tokens")).isEqualTo("30");
        assertThat(tap.take(1)).as("of another reservation").isTrue();
        assertThat(ids).hasValue(2);
        tap.flush();
        timer.waiting.remove().run();
        assertThat(used("tokens")).isEqualTo("31");
        timer.shutdownNow();
    }

    @Test
    void whatCannotBeTappedIsSaid() {
        assertThatThrownBy(() -> bench.engine.tapMeters().open(new AccountId("nobody"), TOKENS, Map.of(), 1))
                .isInstanceOf(UnknownException.class);
        assertThatThrownBy(() -> bench.engine.tapMeters().open(Workbench.ACME, new MeterKey("none"), Map.of(), 1))
                .isInstanceOf(UnknownException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> tap(0));
        assertThatIllegalArgumentException().isThrownBy(() -> tap(1).take(0));
    }
}
