package dev.countinghouse.benchmarks;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.GrantOrder;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.HoldOrder;
import dev.countinghouse.billing.domain.credit.HoldOutcome;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.ports.driving.HoldCredits.Step;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Holds on a PostgreSQL that flushes each commit, each admitted or refused by itself, against {@code select for update} per
 * posting on the same database. Base and subject take turns in one process; wall time.
 */
public final class LedgerBenchmarks {

    private static final int ROUNDS = 5;
    private static final int WARM_UP = 2;
    private static final int CLIENTS = 32;
    private static final int ACCOUNTS = 1_000;
    private static final int BATCH = 1_000;
    private static final int BATCHES = 10;
    private static final int SINGLES = 6_400;

    /** The base is slow: it does so much less, and its time is taken that many times. */
    private static final int SHARE = 8;

    private static final CreditUnit USD = new CreditUnit("USD");
    private static final Credits CENT = Credits.parse("0.01", USD);

    private final BillingEngine engine;
    private final PlainLedger plain;
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private int posted;

    private LedgerBenchmarks(DurableDatabase.Database database) throws SQLException {
        engine = BillingEngine.builder()
                .storage(PostgresStorage.over(database.service(), database.system()))
                .clock(() -> EmbeddedEngine.NOW)
                .build();
        plain = new PlainLedger(database.owner(), ACCOUNTS);
        for (int account = 0; account < ACCOUNTS; account++) {
            AccountId id = account(account);
            engine.openAccount().open(Account.named(id, id.value(), ZoneOffset.UTC, FiveMeterPlan.USD));
            engine.grantCredits().grant(id, gift());
        }
    }

    public static void main(String[] args) throws Exception {
        try (DurableDatabase database = new DurableDatabase()) {
            LedgerBenchmarks benchmarks = new LedgerBenchmarks(database.create());
            benchmarks.batches("one account, batches of 1,000, 1 client of the base = 1", 25, false);
            benchmarks.singles("one account, singles of 32 clients, 32 of the base = 1", 1, false);
            benchmarks.batches("1,000 accounts, batches of 1,000, 1 client of the base = 1", 3, true);
            benchmarks.singles("1,000 accounts, singles of 32 clients, 32 of the base = 1", 1, true);
            benchmarks.clients.shutdown();
        }
    }

    private static AccountId account(int number) {
        return new AccountId("a" + number);
    }

    private static GrantOrder gift() {
        return new GrantOrder(
                new GrantId("gift"),
                LedgerAccount.PROMOTIONAL,
                Credits.parse("1000000000", USD),
                50,
                Optional.empty(),
                Optional.empty(),
                GrantScope.ANYTHING,
                Optional.empty(),
                "");
    }

    private void batches(String name, double wanted, boolean spread) {
        Ratios ratios = new Ratios(ROUNDS, WARM_UP);
        int base = BATCH * BATCHES / SHARE / (spread ? 1 : 2);
        for (int round = 0; round < ROUNDS + WARM_UP; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < base; i++) {
                plainly(i, spread);
            }
            long did = System.nanoTime();
            for (int batch = 0; batch < BATCHES; batch++) {
                List<Step> steps = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    steps.add(hold(i, spread));
                }
                check(engine.holdCredits().run(steps));
            }
            ratios.add((did - start) * (BATCH * BATCHES / base), System.nanoTime() - did);
        }
        ratios.print(name, wanted);
    }

    private void singles(String name, double wanted, boolean spread) throws InterruptedException, ExecutionException {
        Ratios ratios = new Ratios(ROUNDS, WARM_UP);
        for (int round = 0; round < ROUNDS + WARM_UP; round++) {
            long start = System.nanoTime();
            inParallel(SINGLES / SHARE, i -> plainly(i, spread));
            long did = System.nanoTime();
            inParallel(SINGLES, i -> check(engine.holdCredits().run(List.of(hold(i, spread)))));
            ratios.add(SHARE * (did - start), System.nanoTime() - did);
        }
        ratios.print(name, wanted);
    }

    private void plainly(int number, boolean spread) {
        plain.post("a" + (spread ? number % ACCOUNTS : 0), "p" + next(), new BigDecimal("0.01"));
    }

    private Step hold(int number, boolean spread) {
        HoldId id = new HoldId("h" + next());
        return new Step.Place(
                account(spread ? number % ACCOUNTS : 0),
                new HoldOrder(id, CENT, SpendPurpose.GENERAL, Duration.ofDays(1)));
    }

    private synchronized int next() {
        return ++posted;
    }

    private static void check(List<HoldOutcome> outcomes) {
        if (!outcomes.stream().allMatch(HoldOutcome.Done.class::isInstance)) {
            throw new IllegalStateException("a hold was refused: " + outcomes);
        }
    }

    private void inParallel(int postings, IntConsumer work) throws InterruptedException, ExecutionException {
        List<Callable<Void>> shares = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            int first = client;
            shares.add(() -> {
                for (int i = first; i < postings; i += CLIENTS) {
                    work.accept(i);
                }
                return null;
            });
        }
        for (Future<Void> share : clients.invokeAll(shares)) {
            share.get();
        }
    }
}
