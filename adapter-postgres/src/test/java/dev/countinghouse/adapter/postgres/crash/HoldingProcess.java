package dev.countinghouse.adapter.postgres.crash;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.HoldOrder;
import dev.countinghouse.billing.domain.credit.HoldOutcome;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import dev.countinghouse.billing.ports.driving.HoldCredits;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Wants credits of one account, with many threads, and says how often it got some. */
final class HoldingProcess {

    static final AccountId ACCOUNT = new AccountId("acme");
    static final CreditUnit USD = new CreditUnit("USD");
    static final int THREADS = 16;

    private HoldingProcess() {}

    /** With the URL of a database, the time it is, a name that no other process has, and how often each thread wants. */
    public static void main(String[] arguments) throws Exception {
        BillingEngine engine = BillingEngine.builder()
                .storage(PostgresStorage.over(
                        EventServer.pool(arguments[0], TestDatabase.SERVICE),
                        EventServer.pool(arguments[0], TestDatabase.SYSTEM)))
                .clock(InstantSource.fixed(Instant.parse(arguments[1])))
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Callable<Integer>> callers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            String name = arguments[2] + "-" + thread;
            callers.add(() -> admitted(engine.holdCredits(), name, Integer.parseInt(arguments[3])));
        }
        int admitted = 0;
        for (Future<Integer> each : threads.invokeAll(callers)) {
            admitted += each.get();
        }
        System.out.println(admitted);
        System.exit(0);
    }

    private static int admitted(HoldCredits credits, String name, int wishes) {
        int admitted = 0;
        for (int wish = 0; wish < wishes; wish++) {
            HoldOrder order = new HoldOrder(
                    new HoldId(name + "-" + wish), Credits.parse("1", USD), SpendPurpose.GENERAL, Duration.ofHours(1));
            HoldOutcome outcome = credits.run(new HoldCredits.Step.Place(ACCOUNT, order));
            admitted += outcome instanceof HoldOutcome.Done ? 1 : 0;
        }
        return admitted;
    }
}
