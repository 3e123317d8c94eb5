package dev.countinghouse.adapter.postgres.crash;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.ports.driving.AdmitCalls;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.lease.InProcessLeases;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes calls of one account, with many threads, and says how many were admitted. */
final class CallingProcess {

    static final AccountId ACCOUNT = new AccountId("acme");
    static final int THREADS = 16;
    static final int TOKENS = 13;

    private CallingProcess() {}

    /** With the URL of a database, the time it is, a name, how many calls each thread makes, and whether leases are held. */
    public static void main(String[] arguments) throws Exception {
        var builder = BillingEngine.builder()
                .storage(PostgresStorage.over(
                        EventServer.pool(arguments[0], TestDatabase.SERVICE),
                        EventServer.pool(arguments[0], TestDatabase.SYSTEM)))
                .clock(InstantSource.fixed(Instant.parse(arguments[1])));
        if (Boolean.parseBoolean(arguments[4])) {
            builder.leases(new InProcessLeases(arguments[2], InstantSource.system()), Duration.ofMinutes(1));
        }
        BillingEngine engine = builder.build();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Callable<Integer>> callers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            String name = arguments[2] + "-" + thread;
            callers.add(() -> admitted(engine.admitCalls(), name, Integer.parseInt(arguments[3])));
        }
        int admitted = 0;
        for (Future<Integer> each : threads.invokeAll(callers)) {
            admitted += each.get();
        }
        System.out.println(admitted);
        System.exit(0);
    }

    private static int admitted(AdmitCalls gate, String name, int calls) {
        int admitted = 0;
        for (int call = 0; call < calls; call++) {
            Call wanted = new Call(
                    new ReservationId(name + "-" + call),
                    ACCOUNT,
                    "llm",
                    EventData.of(Map.of("tokens", new Value.Numeric(BigDecimal.valueOf(TOKENS)))),
                    new TreeMap<>());
            AdmitCalls.Outcome outcome =
                    call % 2 == 0 ? gate.consume(wanted) : gate.reserve(wanted, Duration.ofMinutes(5));
            admitted += outcome instanceof AdmitCalls.Outcome.Admitted ? 1 : 0;
        }
        return admitted;
    }
}
