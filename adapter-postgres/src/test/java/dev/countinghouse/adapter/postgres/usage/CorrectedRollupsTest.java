package dev.countinghouse.adapter.postgres.usage;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.correction.Backfill;
import dev.countinghouse.billing.domain.correction.BackfillId;
import dev.countinghouse.billing.domain.correction.UsageChange;
import dev.countinghouse.billing.domain.correction.Warrant;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.EventUsage;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.Usage;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** After any history of batches, corrections and backfills rollups are those that would be made anew, row by row. */
class CorrectedRollupsTest extends Seeded {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Warrant WARRANT = new Warrant("test", "random history", START);
    private static final Period DAY = new Period(START, START.plusSeconds(86_400));
    private static final List<Meter> METERS = Meters.summedUp();
    private static final List<Meter> DISTINCT = Meters.withAllRollups();

    private Storage storage;
    private RollupBuilder builder;

    @BeforeEach
    void empty() {
        DATABASE.clear();
        PostgresTransactions transactions = new PostgresTransactions(DATABASE.service(), DATABASE.system());
        storage = PostgresStorage.over(transactions);
        builder = new RollupBuilder(transactions, storage.catalogues());
    }

    @Test
    void oneAfterTheOther() {
        Meters.publish(storage, METERS);
        history("one", random.nextLong(), 60);

        compareWithThoseMadeAnew();
    }

    @Test
    void manyAtOnce() {
        Meters.publish(storage, METERS);
        long seed = random.nextLong();
        Race.of(6, thread -> {
            history("thread-" + thread, seed + thread, 25);
            return true;
        });

        compareWithThoseMadeAnew();
    }

    @Test
    void whileTheyAreBeingBuilt() {
        append(new RandomUsage(random.nextLong(), ACME).events(150, "early-"));
        Meters.publish(storage, METERS);
        long seed = random.nextLong();
        Race.of(4, thread -> {
            if (thread == 0) {
                while (builder.step(ACME, 7)) {
                    continue;
                }
            } else {
                history("thread-" + thread, seed + thread, 25);
            }
            return true;
        });
        builder.build(List.of(ACME));

        compareWithThoseMadeAnew();
    }

    @Test
    void whileTheyAreHalfBuiltAndNobodyGoesOn() {
        append(new RandomUsage(random.nextLong(), ACME).events(150, "early-"));
        Meters.publish(storage, METERS);
        Random order = new Random(random.nextLong());
        do {
            correctSome(order, 5);
        } while (builder.step(ACME, 40));
        builder.build(List.of(ACME));

        compareWithThoseMadeAnew();
    }

    /** Whatever may be done to usage, in any order. */
    private void history(String name, long seed, int steps) {
        Random order = new Random(seed);
        RandomUsage usage = new RandomUsage(seed, ACME);
        List<BackfillId> opened = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            String ids = name + "-" + i + "-";
            switch (order.nextInt(6)) {
                case 0, 1 -> append(usage.events(20, ids));
                case 2, 3 -> correctSome(order, 6);
                case 4 -> opened.add(backfill(name + "-" + i, usage.events(15, ids)));
                default -> {
                    if (!opened.isEmpty()) {
                        revert(opened.remove(order.nextInt(opened.size())));
                    }
                }
            }
        }
    }

    private void append(List<UsageEvent> events) {
        storage.transactions()
                .inTransaction(Scope.of(ACME), () -> storage.usage().append(events));
    }

    /** Voids, amends and reinstates some of those that are there. */
    private void correctSome(Random order, int count) {
        List<UsageEvent> there = events();
        Set<EventKey> keys = new HashSet<>();
        for (int i = 0; i < count && !there.isEmpty(); i++) {
            keys.add(there.get(order.nextInt(there.size())).key());
        }
        storage.transactions().inTransaction(Scope.of(ACME), () -> {
            storage.corrections().correct(ACME, keys, WARRANT, recorded -> {
                List<UsageChange> changes = new ArrayList<>();
                recorded.forEach((key, found) -> {
                    UsageEvent now = found.event();
                    UsageEvent other = new RandomUsage(order.nextLong(), ACME)
                            .events(1, "x")
                            .get(0);
                    UsageEvent after = new UsageEvent(
                            ACME,
                            key,
                            now.type(),
                            now.subject(),
                            order.nextBoolean() ? other.time() : now.time(),
                            order.nextBoolean() ? other.data() : now.data());
                    if (!found.counts()) {
                        changes.add(UsageChange.reinstated(after));
                    } else {
                        changes.add(order.nextBoolean() ? UsageChange.voided(now) : UsageChange.amended(now, after));
                    }
                });
                return changes;
            });
            return true;
        });
    }

    private BackfillId backfill(String name, List<UsageEvent> events) {
        BackfillId id = new BackfillId(name);
        Backfill backfill = Backfill.open(ACME, id, DAY, WARRANT);
        storage.transactions().inTransaction(Scope.of(ACME), () -> {
            storage.backfills().add(backfill);
            storage.backfills().stage(storage.backfills().lock(ACME, id).orElseThrow(), events);
            return true;
        });
        storage.transactions().inTransaction(Scope.of(ACME), () -> storage.backfills()
                .apply(storage.backfills().lock(ACME, id).orElseThrow(), WARRANT));
        return id;
    }

    private void revert(BackfillId id) {
        storage.transactions().inTransaction(Scope.of(ACME), () -> storage.backfills()
                .revert(storage.backfills().lock(ACME, id).orElseThrow(), WARRANT));
    }

    private List<UsageEvent> events() {
        return storage.transactions().inTransaction(Scope.of(ACME), () -> {
            List<UsageEvent> events = new ArrayList<>();
            storage.usage().usageOf(ACME).visit(Meters.COUNT, Filter.ALL, DAY, (event, value) -> events.add(event));
            return events;
        });
    }

    private void compareWithThoseMadeAnew() {
        EventUsage expected = new EventUsage(events());
        storage.transactions().inTransaction(Scope.of(ACME), () -> {
            Usage actual = storage.usage().usageOf(ACME);
            METERS.forEach(meter -> assertThat(actual.quantities(meter, Filter.ALL, List.of("project"), DAY))
                    .as("%s", meter)
                    .isEqualTo(expected.quantities(meter, Filter.ALL, List.of("project"), DAY)));
            return true;
        });
        List<String> kept = rows();
        assertThat(kept).isNotEmpty();
        DISTINCT.forEach(meter -> builder.rebuild(ACME, meter));
        assertThat(rows()).isEqualTo(kept);
    }

    private static List<String> rows() {
        return RollupRows.of(DATABASE);
    }
}
