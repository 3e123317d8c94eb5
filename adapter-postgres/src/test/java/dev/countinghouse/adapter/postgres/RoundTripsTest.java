package dev.countinghouse.adapter.postgres;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.database.CrashingDataSource;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.LimitWindow;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.ports.driving.AdmitCalls;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.engine.HandClock;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waiting for the database's answer is most of what a small group of events costs, so nobody adds to it unnoticed. */
class RoundTripsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Catalogue CATALOGUE = Workbench.catalogue(
            """
            catalogue: 1
            currency: USD
            meters:
              tokens: {unit: token, event: used, aggregation: sum, property: tokens, dimensions: [model]}
            plans:
              basic: {every: month, allowances: {tokens: {included: 100, cap: hard}}, charges: {base: {fee: 1}}}
            """);

    private final CrashingDataSource service = counting(TestDatabase.SERVICE);
    private final CrashingDataSource system = counting(TestDatabase.SYSTEM);

    private static CrashingDataSource counting(String login) {
        return CrashingDataSource.beforeStep(DATABASE.direct(login), Integer.MAX_VALUE);
    }

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    @Test
    void groupsOfOneAndOfManyEventsTakeTheSameFew() {
        Workbench bench = new Workbench(
                PostgresStorage.over(service, system), new HandClock(Instant.parse("2026-01-31T10:00:00Z")));
        bench.engine.publishCatalogue().publish(CATALOGUE);
        bench.open(ACME);
        Map<String, Object> data = Map.of("model", "small", "tokens", 5);
        bench.use(ACME, "used", data);
        bench.use(ACME, "used", data);

        // as it runs in earnest: nobody asks for clocks of accounts
        BillingEngine engine = BillingEngine.builder()
                .storage(bench.storage)
                .clock(bench.clock)
                .build();
        for (int events : List.of(1, 64)) {
            int before = service.steps() + system.steps();
            engine.recordUsage()
                    .record(IntStream.range(0, events)
                            .mapToObj(i -> bench.submission(ACME, "used", bench.clock.instant(), data))
                            .toList());
            // either transaction begins, is bound and commits; the first looks up twice, the second reads what is
            // summed and stores
            assertThat(service.steps() + system.steps() - before)
                    .as("%s events", events)
                    .isEqualTo(3 + 2 + 3 + 2);
        }
    }

    @Test
    void aDecisionWaitsOnceMoreForRatesHoweverManyThereAre() {
        Workbench bench = new Workbench(
                PostgresStorage.over(service, system), new HandClock(Instant.parse("2026-01-31T10:00:00Z")));
        bench.engine.publishCatalogue().publish(CATALOGUE);
        bench.open(ACME).subscribe(ACME, "basic");
        BillingEngine engine = BillingEngine.builder()
                .storage(bench.storage)
                .clock(bench.clock)
                .build();
        reserve(engine, "first");

        // the transaction begins, is bound and commits; the account, its subscriptions and the catalogue; calls are
        // locked;
        // the plan, limits and budgets; what was used, of two sizes of rollups and of events beside them; it is saved
        int few = 3 + 3 + 1 + 3 + 3 + 1;
        assertThat(reserve(engine, "without")).isEqualTo(few);
        for (String limit : List.of("a", "b", "c")) {
            engine.setLimit()
                    .set(
                            ACME,
                            new UsageLimit(
                                    new LimitId(limit),
                                    new LimitMeasure.Calls(),
                                    Optional.empty(),
                                    LimitWindow.MINUTE,
                                    Fraction.of(60)));
        }
        assertThat(reserve(engine, "with")).isEqualTo(few + 1);
    }

    private int reserve(BillingEngine engine, String id) {
        Call call = new Call(
                new ReservationId(id), ACME, "used", EventData.of(Map.of("tokens", Value.of(5))), new TreeMap<>());
        int before = service.steps() + system.steps();
        assertThat(engine.admitCalls().reserve(call, Duration.ofMinutes(1)))
                .isInstanceOf(AdmitCalls.Outcome.Admitted.class);
        return service.steps() + system.steps() - before;
    }
}
