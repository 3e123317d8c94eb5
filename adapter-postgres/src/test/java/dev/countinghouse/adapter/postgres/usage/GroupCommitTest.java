package dev.countinghouse.adapter.postgres.usage;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.Samples;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.Transactions;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GroupCommitTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant TOO_LATE = Instant.parse("+12345-01-01T00:00:00Z");

    private Storage storage;
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger transactions = new AtomicInteger();

    @BeforeEach
    void empty() {
        DATABASE.clear();
        storage = PostgresStorage.over(DATABASE.service(), DATABASE.system());
    }

    /** Counts transactions; the first waits until the gate is opened. */
    private final class Gated implements Transactions {
        @Override
        public <T> T inTransaction(Scope scope, Supplier<T> work) {
            if (transactions.incrementAndGet() == 1) {
                Race.await(gate);
            }
            return storage.transactions().inTransaction(scope, work);
        }
    }

    @Test
    void eachCallerGetsTheAnswersToItsOwnEvents() {
        GroupCommit commit = new GroupCommit(storage.transactions(), storage.usage(), GroupCommit.Limits.DEFAULT);

        List<List<AppendOutcome>> outcomes = Race.of(
                32,
                thread -> commit.append(
                        List.of(event(ACME, "own-" + thread), event(GLOBEX, "shared"), event(ACME, "own-" + thread))));

        assertThat(outcomes).allSatisfy(each -> {
            assertThat(each.get(0)).isEqualTo(AppendOutcome.STORED);
            assertThat(each.get(2)).isEqualTo(AppendOutcome.DUPLICATE);
        });
        assertThat(outcomes.stream().map(each -> each.get(1))).containsOnlyOnce(AppendOutcome.STORED);
        assertThat(stored(ACME)).hasSize(32);
        assertThat(stored(GLOBEX)).hasSize(1);
    }

    @Test
    void whatArrivesDuringATransactionIsStoredInTheNext() throws Exception {
        GroupCommit commit = new GroupCommit(new Gated(), storage.usage(), new GroupCommit.Limits(100, 100, 1));
        List<Future<List<AppendOutcome>>> callers = startedWhileTheFirstCommits(commit, 20);
        gate.countDown();

        for (Future<List<AppendOutcome>> caller : callers) {
            assertThat(caller.get()).containsExactly(AppendOutcome.STORED);
        }
        assertThat(transactions).hasValue(2);
        assertThat(stored(ACME)).hasSize(21);
    }

    @Test
    void anEventThatCannotBeKeptIsRefusedAndNoOther() {
        GroupCommit commit = new GroupCommit(storage.transactions(), storage.usage(), GroupCommit.Limits.DEFAULT);
        List<UsageEvent> events = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            events.add(
                    event(i % 2 == 0 ? ACME : GLOBEX, "event-" + i, i == 17 || i == 40 ? TOO_LATE : Samples.START, 1));
        }

        List<AppendOutcome> outcomes = commit.append(events);

        List<AppendOutcome> expected = new ArrayList<>(Collections.nCopies(50, AppendOutcome.STORED));
        expected.set(17, AppendOutcome.REFUSED);
        expected.set(40, AppendOutcome.REFUSED);
        assertThat(outcomes).isEqualTo(expected);
        assertThat(stored(ACME)).hasSize(24);
        assertThat(stored(GLOBEX)).hasSize(24);
    }

    @Test
    void whoeverFindsTheQueueFullIsToldToTryAgain() throws Exception {
        GroupCommit commit = new GroupCommit(new Gated(), storage.usage(), new GroupCommit.Limits(100, 5, 1));
        List<Future<List<AppendOutcome>>> callers = startedWhileTheFirstCommits(commit, 5);

        assertThatThrownBy(() -> commit.append(List.of(event(ACME, "one too many"))))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("try again");
        gate.countDown();
        for (Future<List<AppendOutcome>> caller : callers) {
            assertThat(caller.get()).containsExactly(AppendOutcome.STORED);
        }
        assertThat(commit.append(List.of(event(ACME, "one too many")))).containsExactly(AppendOutcome.STORED);
    }

    @Test
    void whenTheWorldFailsEveryCallerOfTheGroupIsToldAndNobodyElse() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        Transactions failing = new Transactions() {
            @Override
            public <T> T inTransaction(Scope scope, Supplier<T> work) {
                if (failures.getAndIncrement() == 0) {
                    throw new UnavailableException("down", new IllegalStateException());
                }
                return storage.transactions().inTransaction(scope, work);
            }
        };
        GroupCommit commit = new GroupCommit(failing, storage.usage(), GroupCommit.Limits.DEFAULT);

        assertThatThrownBy(() -> commit.append(List.of(event(ACME, "1")))).isInstanceOf(UnavailableException.class);
        assertThat(commit.append(List.of(event(ACME, "1")))).containsExactly(AppendOutcome.STORED);
    }

    /** One caller whose transaction waits for the gate, and others that have queued up behind it. */
    private List<Future<List<AppendOutcome>>> startedWhileTheFirstCommits(GroupCommit commit, int others) {
        ExecutorService pool = Executors.newCachedThreadPool();
        List<Future<List<AppendOutcome>>> callers = new ArrayList<>();
        callers.add(pool.submit(() -> commit.append(List.of(event(ACME, "first")))));
        while (transactions.get() == 0) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < others; i++) {
            String id = "event-" + i;
            callers.add(pool.submit(() -> commit.append(List.of(event(ACME, id)))));
        }
        while (commit.waitingEvents() < others) {
            Thread.onSpinWait();
        }
        pool.shutdown();
        return callers;
    }

    private List<UsageEvent> stored(AccountId account) {
        Meter every = new Meter(
                new MeterKey("every"),
                "Every",
                "event",
                "llm.tokens",
                Aggregation.COUNT,
                "",
                "",
                Filter.ALL,
                List.of());
        Period ever = new Period(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2040-01-01T00:00:00Z"));
        List<UsageEvent> events = new ArrayList<>();
        storage.transactions().inTransaction(Scope.of(account), () -> {
            storage.usage().usageOf(account).visit(every, Filter.ALL, ever, (event, value) -> events.add(event));
            return true;
        });
        return events;
    }
}
