package dev.countinghouse.app.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.WorkOffNotices;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NoticeWorkersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final KeptNotice WAITING = KeptNotice.received(
            new Notice(new NoticeId("evt_1"), "payment.new", Optional.empty(), NOW, Optional.empty(), "{}"), NOW);

    /** What is due; taking it is working it off. */
    private static final class Inbox implements WorkOffNotices {

        final Queue<Supplier<KeptNotice>> due = new ConcurrentLinkedQueue<>();
        final BlockingQueue<KeptNotice> worked = new LinkedBlockingQueue<>();

        @Override
        public Optional<KeptNotice> next() {
            Supplier<KeptNotice> next = due.poll();
            if (next == null) {
                return Optional.empty();
            }
            KeptNotice end = next.get();
            worked.add(end);
            return Optional.of(end);
        }
    }

    private final Inbox inbox = new Inbox();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final CountDownLatch release = new CountDownLatch(1);
    private final NoticeWorkers workers = new NoticeWorkers(inbox, true, Duration.ofSeconds(1), metrics);

    @AfterEach
    void stop() {
        release.countDown();
        workers.close();
    }

    private KeptNotice slow(CountDownLatch begun) {
        begun.countDown();
        try {
            release.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return WAITING.done(NOW);
    }

    private Optional<KeptNotice> worked() throws InterruptedException {
        return Optional.ofNullable(inbox.worked.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void whoeverIsWokenWorksOffAllThereIsAtOnce() throws InterruptedException {
        inbox.due.add(() -> WAITING.done(NOW));
        inbox.due.add(() -> WAITING.ignored(NOW));
        workers.wake();

        assertThat(worked()).isPresent();
        assertThat(worked()).isPresent();
    }

    @Test
    void aSlowOneDoesNotHoldBackOthers() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        inbox.due.add(() -> slow(begun));
        workers.wake();
        begun.await();
        inbox.due.add(() -> WAITING.ignored(NOW));
        workers.wake();

        assertThat(worked()).contains(WAITING.ignored(NOW));
        release.countDown();
        assertThat(worked()).contains(WAITING.done(NOW));
    }

    @Test
    void whatComesWhileAllAreBusyIsFoundByTheNextWhoIsFree() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            inbox.due.add(() -> slow(begun));
            workers.wake();
        }
        begun.await();
        for (int i = 0; i < 1_000; i++) {
            workers.wake();
        }
        inbox.due.add(() -> WAITING.ignored(NOW));
        release.countDown();

        for (int i = 0; i < 5; i++) {
            assertThat(worked()).isPresent();
        }
    }

    @Test
    void theJobReturnsWhenAllIsWorkedOffAndCountsIt() {
        inbox.due.add(() -> WAITING.done(NOW));
        inbox.due.add(() -> WAITING.ignored(NOW));
        inbox.due.add(() -> WAITING.retryAt(NOW, "no answer"));
        inbox.due.add(() -> WAITING.dead(NOW, "no answer"));
        inbox.due.add(() -> WAITING.done(NOW));
        workers.run();

        assertThat(inbox.worked).hasSize(5);
        assertThat(counted("done")).isEqualTo("2.0");
        assertThat(counted("ignored")).isEqualTo("1.0");
        assertThat(counted("failed")).isEqualTo("1.0");
        assertThat(counted("dead")).isEqualTo("1.0");
    }

    private String counted(String outcome) {
        return String.valueOf(metrics.counter("countinghouse.notices.worked", "outcome", outcome)
                .count());
    }

    @Test
    void whatFailsFailsTheJobAndNotWhoeverWakes() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        Supplier<KeptNotice> down = () -> {
            begun.countDown();
            throw new UnavailableException("no database", new SQLException("gone"));
        };
        inbox.due.add(down);
        assertThatThrownBy(workers::run).hasRootCauseMessage("gone");

        inbox.due.add(down);
        workers.wake();
        begun.await();
        inbox.due.add(() -> WAITING.done(NOW));
        workers.wake();
        assertThat(worked()).isPresent();
    }

    @Test
    void whoHasStoppedIsWokenInVain() {
        workers.close();
        inbox.due.add(() -> WAITING.done(NOW));
        workers.wake();

        assertThat(inbox.worked).isEmpty();
    }

    @Test
    void aProcessWithoutJobsLeavesItToOthers() {
        NoticeWorkers idle = new NoticeWorkers(inbox, false, Duration.ofSeconds(1), metrics);
        inbox.due.add(() -> WAITING.done(NOW));
        idle.wake();
        idle.close();

        assertThat(inbox.worked).isEmpty();
    }
}
