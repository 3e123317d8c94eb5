package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.Transactions;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driven.UsageLog;
import dev.countinghouse.billing.ports.driving.RecordUsage.Outcome;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What many callers bring at the same time is one look-up and one transaction, and each has its own answer. */
class GroupedUsageTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Outcome STORED = new Outcome.Accepted(2);

    private final Workbench bench = new Workbench(InMemoryStorage.empty(), new HandClock(NOW));
    private final CountDownLatch gate = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    /** The transactions that recording made, in their order. */
    private final List<Scope> transactions = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        bench.engine.publishCatalogue().publish(Shop.CATALOGUE);
        bench.open(ACME);
    }

    @AfterEach
    void end() {
        callers.shutdownNow();
    }

    @Test
    void eachCallerGetsTheAnswersToItsOwnEvents() {
        bench.open(GLOBEX);
        BillingEngine engine = engine(bench.storage.transactions(), bench.storage.usage(), 2_000, 20_000, 2);

        List<List<Outcome>> outcomes = Race.of(32, thread -> engine.recordUsage()
                .record(List.of(
                        of("acme", "own-" + thread),
                        of("globex", "shared"),
                        of("nobody", "own-" + thread),
                        of("acme", "own-" + thread))));

        assertThat(outcomes).allSatisfy(each -> {
            assertThat(each.get(0)).isEqualTo(STORED);
            assertThat(each.get(2)).isInstanceOf(Outcome.Rejected.class);
            assertThat(each.get(3)).isEqualTo(new Outcome.Duplicate());
        });
        assertThat(outcomes.stream().map(each -> each.get(1))).containsOnlyOnce(STORED);
        assertThat(events()).hasSize(33);
    }

    @Test
    void whatArrivesWhileAGroupIsStoredIsOneLookUpAndOneTransactionAfterIt() throws Exception {
        BillingEngine engine = engine(gatedAt(2), bench.storage.usage(), 100, 100, 1);
        List<Future<List<Outcome>>> first = startedWhileTheFirstIsStored(engine, 20);
        gate.countDown();

        for (Future<List<Outcome>> caller : first) {
            assertThat(caller.get()).containsExactly(STORED);
        }
        assertThat(transactions).containsExactly(Scope.SYSTEM, Scope.of(ACME), Scope.SYSTEM, Scope.of(ACME));
        assertThat(events()).hasSize(21);
    }

    @Test
    void aSubjectRegisteredBeforeACallIsKnownToItThoughOthersAreWaitingAlready() throws Exception {
        BillingEngine engine = engine(gatedAt(2), bench.storage.usage(), 100, 100, 1);
        List<Future<List<Outcome>>> before = startedWhileTheFirstIsStored(engine, 3);
        bench.open(GLOBEX);
        Future<List<Outcome>> after = callers.submit(() -> engine.recordUsage().record(List.of(of("globex", "1"))));
        waitFor(engine, 4);
        gate.countDown();

        assertThat(after.get()).containsExactly(STORED);
        assertThat(before.get(3).get()).containsExactly(STORED);
    }

    @Test
    void aCallerOfOneAccountSpeaksForNoOtherInItsGroup() throws Exception {
        bench.open(GLOBEX);
        BillingEngine engine = engine(gatedAt(2), bench.storage.usage(), 100, 100, 1);
        startedWhileTheFirstIsStored(engine, 0);
        Future<List<Outcome>> all = callers.submit(() -> engine.recordUsage().record(List.of(of("globex", "1"))));
        waitFor(engine, 1);
        Future<List<Outcome>> own =
                callers.submit(() -> engine.recordUsage().recordFor(ACME, List.of(of("globex", "2"), of("acme", "2"))));
        waitFor(engine, 3);
        gate.countDown();

        assertThat(all.get()).containsExactly(STORED);
        assertThat(own.get().get(0)).isInstanceOf(Outcome.Rejected.class);
        assertThat(own.get().get(1)).isEqualTo(STORED);
        assertThat(transactions).last().isEqualTo(Scope.of(List.of(ACME, GLOBEX)));
    }

    @Test
    void anEventThatCannotBeKeptIsRejectedAndNoOther() {
        BillingEngine engine = engine(
                bench.storage.transactions(),
                new WatchedLog(bench.storage.usage(), WatchedLog::refusePoison),
                2_000,
                20_000,
                2);
        List<Submission> batch = IntStream.range(0, 50)
                .mapToObj(i -> of("acme", i == 17 || i == 40 ? "poison-" + i : "event-" + i))
                .toList();

        List<Outcome> outcomes = engine.recordUsage().record(batch);

        Outcome refused = new Outcome.Rejected("data", "the event cannot be stored as it is");
        List<Outcome> expected = new ArrayList<>(Collections.nCopies(50, STORED));
        expected.set(17, refused);
        expected.set(40, refused);
        assertThat(outcomes).isEqualTo(expected);
        assertThat(events()).hasSize(48);
    }

    @Test
    void whoeverFindsTheQueueFullIsToldToTryAgain() throws Exception {
        BillingEngine engine = engine(gatedAt(2), bench.storage.usage(), 100, 5, 1);
        List<Future<List<Outcome>>> waiting = startedWhileTheFirstIsStored(engine, 5);
        List<Submission> tooMany = List.of(of("acme", "one too many"));

        assertThatThrownBy(() -> engine.recordUsage().record(tooMany))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("try again");
        gate.countDown();
        for (Future<List<Outcome>> caller : waiting) {
            assertThat(caller.get()).containsExactly(STORED);
        }
        assertThat(engine.recordUsage().record(tooMany)).containsExactly(STORED);
    }

    @Test
    void whenTheWorldFailsEveryCallerOfTheGroupIsToldAndNobodyElse() throws Exception {
        BillingEngine engine = engine(
                gatedAt(2), new WatchedLog(bench.storage.usage(), WatchedLog.failingOnceFor("doomed")), 100, 100, 1);
        List<Future<List<Outcome>>> first = startedWhileTheFirstIsStored(engine, 0);
        List<Future<List<Outcome>>> doomed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String id = "doomed-" + i;
            doomed.add(callers.submit(() -> engine.recordUsage().record(List.of(of("acme", id)))));
        }
        waitFor(engine, 3);
        gate.countDown();

        assertThat(first.get(0).get()).containsExactly(STORED);
        for (Future<List<Outcome>> each : doomed) {
            assertThatThrownBy(each::get).hasCauseInstanceOf(UnavailableException.class);
        }
        assertThat(engine.recordUsage().record(List.of(of("acme", "doomed-1")))).containsExactly(STORED);
        assertThat(events()).hasSize(2);
    }

    @Test
    void insideOfATransactionNothingIsRecorded() {
        List<Submission> one = List.of(of("acme", "1"));

        bench.storage.transactions().inTransaction(Scope.SYSTEM, () -> assertThatThrownBy(
                        () -> bench.engine.recordUsage().record(one))
                .isInstanceOf(IllegalStateException.class));

        assertThat(events()).isEmpty();
    }

    @Test
    void theWatcherSeesTheAnswersToEachCall() {
        List<List<Outcome>> seen = new ArrayList<>();
        BillingEngine engine = BillingEngine.builder()
                .storage(bench.storage)
                .clock(bench.clock)
                .usageWatcher(seen::add)
                .build();

        engine.recordUsage().record(List.of(of("acme", "1"), of("nobody", "1")));
        engine.recordUsage().record(List.of(of("acme", "1")));
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0)).hasSize(2).startsWith(STORED);
        assertThat(seen.get(1)).containsExactly(new Outcome.Duplicate());
    }

    /** Lets the first transactions through and stops this one until the gate is opened. */
    private Transactions gatedAt(int stopped) {
        return new Transactions() {
            @Override
            public <T> T inTransaction(Scope scope, Supplier<T> work) {
                transactions.add(scope);
                if (transactions.size() == stopped) {
                    Race.await(gate);
                }
                return bench.storage.transactions().inTransaction(scope, work);
            }

            @Override
            public void requireNone() {
                bench.storage.transactions().requireNone();
            }
        };
    }

    private BillingEngine engine(Transactions transactions, UsageLog log, int together, int waiting, int atOnce) {
        Storage storage = SwappedStorage.of(bench.storage, transactions, log);
        return BillingEngine.builder()
                .storage(storage)
                .clock(bench.clock)
                .usageLimits(together, waiting, atOnce)
                .build();
    }

    /** One caller whose second transaction waits for the gate, and others that have queued up behind it. */
    private List<Future<List<Outcome>>> startedWhileTheFirstIsStored(BillingEngine engine, int others) {
        List<Future<List<Outcome>>> calls = new ArrayList<>();
        calls.add(callers.submit(() -> engine.recordUsage().record(List.of(of("acme", "first")))));
        while (transactions.size() < 2) {
            Thread.onSpinWait();
        }
        IntStream.range(0, others)
                .mapToObj(i -> of("acme", "event-" + i))
                .forEach(event ->
                        calls.add(callers.submit(() -> engine.recordUsage().record(List.of(event)))));
        waitFor(engine, others);
        return calls;
    }

    private static void waitFor(BillingEngine engine, int waiting) {
        while (engine.waitingUsage() < waiting) {
            Thread.onSpinWait();
        }
    }

    private static Submission of(String subject, String id) {
        return new Submission(new EventKey("test", id), "used", subject, NOW, Workbench.data(Map.of("tokens", 10)));
    }

    private List<UsageEvent> events() {
        return StoredState.of(bench.storage).events();
    }
}
