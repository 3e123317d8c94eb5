package dev.countinghouse.adapter.postgres.usage;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.CrashingDataSource;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventUsage;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.Usage;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driven.AppendOutcome;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RollupsTest extends Seeded {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Period DAY = new Period(START, START.plusSeconds(86_400));
    private static final Period RAGGED = new Period(START.plusSeconds(1_001), START.plusSeconds(70_003));
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
    void wholeQuartersAreAnsweredWithoutTheEvents() {
        Meters.publish(storage, METERS);
        List<UsageEvent> events = new RandomUsage(random.nextLong(), ACME).events(200, "event-");
        append(events);
        loseTheEvents();

        compareWith(new EventUsage(events), DAY);
    }

    @Test
    void aWindowThatCutsAQuarterBetweenNoEventsNeedsNoEvents() {
        Meters.publish(storage, METERS);
        List<UsageEvent> events = new RandomUsage(random.nextLong(), ACME).events(200, "event-");
        append(events);
        loseTheEvents();

        Instant last = Collections.max(events, UsageEvent.ORDER).time();
        compareWith(new EventUsage(events), new Period(START, last.plusNanos(1_000)));
    }

    @Test
    void aMeterPublishedLaterIsAnsweredByEventsUntilItIsBuilt() {
        RandomUsage usage = new RandomUsage(random.nextLong(), ACME, GLOBEX);
        List<UsageEvent> events = new ArrayList<>(usage.events(100, "early-"));
        append(events);
        Meters.publish(storage, List.of(Meters.SUM, Meters.UNIQUE));
        List<UsageEvent> later = usage.events(100, "late-");
        append(later);
        events.addAll(later);
        EventUsage expected = new EventUsage(of(ACME, events));

        compareWith(expected, RAGGED);
        while (builder.step(ACME, 17)) {
            compareWith(expected, RAGGED);
        }
        assertThat(builder.isBehind()).isTrue();
        builder.build(List.of(ACME, GLOBEX));
        assertThat(builder.isBehind()).isFalse();
        compareWith(expected, RAGGED);

        Meters.publish(storage, METERS);
        List<UsageEvent> last = usage.events(100, "last-");
        append(last);
        events.addAll(last);
        compareWith(new EventUsage(of(ACME, events)), RAGGED);
        builder.build(List.of(ACME, GLOBEX));
        loseTheEvents();
        compareWith(new EventUsage(of(ACME, events)), DAY);
    }

    @Test
    void anAccountThatFailsDoesNotHoldBackTheOthers() {
        RandomUsage usage = new RandomUsage(random.nextLong(), ACME, GLOBEX);
        List<UsageEvent> events = usage.events(100, "event-");
        append(events);
        Meters.publish(storage, METERS);
        DATABASE.administer("alter table usage_rollup_build add constraint no_globex check (account_id <> 'globex')");
        try {
            assertThatThrownBy(() -> builder.build(List.of(GLOBEX, ACME))).hasMessageContaining("globex");
        } finally {
            DATABASE.administer("alter table usage_rollup_build drop constraint no_globex");
        }

        assertThat(builder.step(ACME, 100)).isFalse();
        assertThat(builder.isBehind()).isTrue();
        builder.build(List.of(GLOBEX, ACME));
        assertThat(builder.isBehind()).isFalse();
        compareWith(new EventUsage(of(ACME, events)), RAGGED);
    }

    @Test
    void whatWasCutOffWhileItWasMadeAnewIsFinishedByTheNext() {
        Meters.publish(storage, METERS);
        List<UsageEvent> events = new RandomUsage(random.nextLong(), ACME, GLOBEX).events(200, "event-");
        append(events);
        List<String> kept = rows();
        assertThat(builder.isBehind()).isFalse();
        boolean cut = true;
        int cuts = 0;
        for (int step = 1; cut; step++) {
            RollupBuilder dying =
                    builderOver(CrashingDataSource.beforeStep(DATABASE.direct(TestDatabase.SERVICE), step));
            try {
                dying.rebuild(ACME, Meters.SUM);
                cut = false;
            } catch (UnavailableException died) {
                cuts++;
            }
            RollupBuilder next = builderOver(DATABASE.service());
            boolean begun = next.isBehind();
            next.step(ACME, 17);
            assertThat(next.isBehind()).isEqualTo(begun);
            next.build(List.of());
            assertThat(next.isBehind()).isFalse();
            assertThat(rows()).as("cut off before step %s", step).isEqualTo(kept);
        }
        assertThat(cuts).isGreaterThan(20);
    }

    private RollupBuilder builderOver(DataSource service) {
        PostgresTransactions transactions = new PostgresTransactions(service, DATABASE.system());
        return new RollupBuilder(
                transactions, PostgresStorage.over(transactions).catalogues());
    }

    @Test
    void aMeterThatCameAndWentAndCameIsBuiltAnew() {
        RandomUsage usage = new RandomUsage(random.nextLong(), ACME);
        List<UsageEvent> events = new ArrayList<>();
        for (List<Meter> meters : List.of(METERS, List.of(Meters.COUNT), METERS)) {
            Meters.publish(storage, meters);
            List<UsageEvent> batch = usage.events(50, "event-" + events.size() + "-");
            append(batch);
            events.addAll(batch);
            compareWith(new EventUsage(events), RAGGED);
        }
        builder.build(List.of(ACME));
        loseTheEvents();
        compareWith(new EventUsage(events), DAY);
    }

    @Test
    void rollupsKeptWhileManyIngestEqualThoseMadeAnew() {
        Meters.publish(storage, METERS);
        long seed = random.nextLong();
        List<List<UsageEvent>> ingested = Race.of(8, thread -> {
            List<UsageEvent> stored = new ArrayList<>();
            Random order = new Random(seed + thread);
            for (int i = 0; i < 10; i++) {
                // two threads share each event, so that some of them are duplicates
                List<UsageEvent> batch = new RandomUsage(seed + thread / 2 * 100L + i, ACME, GLOBEX, other(i % 3))
                        .events(40, "batch-" + thread / 2 + "-" + i + "-");
                Collections.shuffle(batch, order);
                List<AppendOutcome> outcomes = append(batch);
                for (int k = 0; k < batch.size(); k++) {
                    if (outcomes.get(k) == AppendOutcome.STORED) {
                        stored.add(batch.get(k));
                    }
                }
            }
            return stored;
        });
        List<UsageEvent> all = ingested.stream().flatMap(List::stream).toList();

        assertThat(all).hasSize(4 * 10 * 40).doesNotHaveDuplicates();
        compareWith(new EventUsage(of(ACME, all)), RAGGED);
        List<String> kept = rows();
        for (AccountId account :
                all.stream().map(UsageEvent::account).distinct().toList()) {
            DISTINCT.forEach(meter -> builder.rebuild(account, meter));
        }
        assertThat(rows()).isEqualTo(kept);
    }

    @Test
    void ingestionGoesOnWhileRollupsAreMadeAnew() {
        Meters.publish(storage, METERS);
        long seed = random.nextLong();
        List<List<UsageEvent>> ingested = Race.of(4, thread -> {
            List<UsageEvent> stored = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                if (thread == 0) {
                    builder.rebuild(ACME, DISTINCT.get(i % DISTINCT.size()));
                } else {
                    List<UsageEvent> batch =
                            new RandomUsage(seed + thread, ACME).events(20, "batch-" + thread + "-" + i + "-");
                    append(batch);
                    stored.addAll(batch);
                }
            }
            return stored;
        });
        List<UsageEvent> all = ingested.stream().flatMap(List::stream).toList();

        compareWith(new EventUsage(all), RAGGED);
        List<String> kept = rows();
        DISTINCT.forEach(meter -> builder.rebuild(ACME, meter));
        assertThat(rows()).isEqualTo(kept);
    }

    @Test
    void aBatchThatFailsLeavesNothingInTheRollups() {
        Meters.publish(storage, METERS);
        List<UsageEvent> events = new RandomUsage(random.nextLong(), ACME).events(20, "event-");
        try {
            storage.transactions().inTransaction(Scope.of(ACME), () -> {
                storage.usage().append(events);
                throw new ArithmeticException("crash");
            });
        } catch (ArithmeticException crash) {
            assertThat(rows()).isEmpty();
        }

        append(events);
        compareWith(new EventUsage(events), RAGGED);
    }

    private void compareWith(Usage expected, Period window) {
        storage.transactions().inTransaction(Scope.of(ACME), () -> {
            Usage actual = storage.usage().usageOf(ACME);
            for (Meter meter : METERS) {
                Fraction total = expected.quantity(meter, Filter.ALL, window);
                assertThat(actual.quantity(meter, Filter.ALL, window))
                        .as("%s", meter)
                        .isEqualTo(total);
                Filter filter = Filter.where("model", "model-1", "model-2");
                assertThat(actual.quantities(meter, filter, List.of("project"), window))
                        .as("%s", meter)
                        .isEqualTo(expected.quantities(meter, filter, List.of("project"), window));
            }
            return true;
        });
    }

    private List<AppendOutcome> append(List<UsageEvent> events) {
        Scope scope = Scope.of(events.stream().map(UsageEvent::account).toList());
        return storage.transactions().inTransaction(scope, () -> storage.usage().append(events));
    }

    private static List<UsageEvent> of(AccountId account, List<UsageEvent> events) {
        return events.stream().filter(event -> event.account().equals(account)).toList();
    }

    private static AccountId other(int number) {
        return new AccountId("other-" + number);
    }

    private static void loseTheEvents() {
        DATABASE.administer("truncate usage_event");
    }

    private static List<String> rows() {
        return RollupRows.of(DATABASE);
    }
}
