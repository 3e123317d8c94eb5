package dev.countinghouse.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.app.DirectoryDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several schedulers on one database are several replicas. */
class JobSchedulerTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Duration OFTEN = Duration.ofMillis(5);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @BeforeAll
    static void migrate() {
        DirectoryDatabase.migrate(DATABASE);
    }

    private record Doing(String name, Duration every, Runnable work) implements Job {

        Doing(String name, Runnable work) {
            this(name, OFTEN, work);
        }

        @Override
        public void run() {
            work.run();
        }
    }

    private JobScheduler replica(Job... jobs) {
        JobScheduler replica = new JobScheduler(DATABASE.system(), List.of(jobs), OFTEN, metrics);
        replica.start();
        return replica;
    }

    @Test
    void aJobNeverRunsTwiceAtOnce() throws InterruptedException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch runs = new CountDownLatch(30);
        Job job = new Doing("alone", () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.yield();
            running.decrementAndGet();
            runs.countDown();
        });
        try (JobScheduler one = replica(job);
                JobScheduler other = replica(job)) {
            assertThat(runs.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void aJobThatFailsRunsAgainAndIsCounted() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(3);
        Job failing = new Doing("failing", () -> {
            runs.countDown();
            throw new IllegalStateException("the test wants it so");
        });
        try (JobScheduler replica = replica(failing)) {
            assertThat(runs.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(metrics.timer("countinghouse.job", "job", "failing", "outcome", "failure")
                        .count())
                .isGreaterThanOrEqualTo(3);
        assertThat(metrics.timer("countinghouse.job", "job", "failing", "outcome", "success")
                        .count())
                .isZero();
    }

    @Test
    void aRareJobThatFailsIsTriedAgainSoon() throws InterruptedException, SQLException {
        CountDownLatch runs = new CountDownLatch(1);
        Job failing = new Doing("rare", Duration.ofDays(1), () -> {
            runs.countDown();
            throw new IllegalStateException("the test wants it so");
        });
        try (JobScheduler replica = replica(failing)) {
            assertThat(runs.await(60, TimeUnit.SECONDS)).isTrue();
        }
        String wait =
                "select extract(epoch from execution_time - last_failure) from scheduled_tasks where task_name = 'rare'";
        try (Connection connection = DATABASE.system().getConnection();
                ResultSet found = connection.createStatement().executeQuery(wait)) {
            assertThat(found.next()).isTrue();
            assertThat(found.getInt(1)).isBetween(1, 60);
        }
    }

    @Test
    void anotherReplicaGoesOnWhereOneStopped() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        try (JobScheduler replica = replica(new Doing("moving", first::countDown))) {
            assertThat(first.await(60, TimeUnit.SECONDS)).isTrue();
        }
        try (JobScheduler replica = replica(new Doing("moving", second::countDown))) {
            assertThat(second.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
