package dev.countinghouse.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.engine.HandClock;
import dev.countinghouse.billing.ports.engine.Workbench;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PeriodClosingTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int PAGE = 2;

    private static final List<AccountId> ACCOUNTS = IntStream.range(0, 7)
            .mapToObj(number -> new AccountId("account-" + number))
            .toList();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Workbench bench;

    /** Everybody is on the plan from the first of January, an hour after one another. */
    @BeforeEach
    void subscribe() {
        DATABASE.clear();
        bench = new Workbench(storage(), new HandClock(Instant.parse("2026-01-01T00:00:00Z")));
        bench.engine
                .publishCatalogue()
                .publish(
                        Workbench.catalogue(
                                """
                        catalogue: 1
                        currency: USD
                        plans:
                          basic: {every: month, charges: {base: {name: Basic, fee: 10.00}}}
                        """));
        for (AccountId account : ACCOUNTS) {
            bench.open(account).subscribe(account, "basic");
            bench.clock.set(bench.clock.instant().plusSeconds(3_600));
        }
    }

    /** Of a process of its own. */
    private static Storage storage() {
        return PostgresStorage.over(DATABASE.pool(TestDatabase.SERVICE, 4), DATABASE.pool(TestDatabase.SYSTEM, 2));
    }

    private PeriodClosing replica() {
        return new PeriodClosing(new Workbench(storage(), bench.clock).engine, metrics, PAGE);
    }

    @Test
    void twoReplicasAtOnceIssueEachInvoiceOnce() {
        List<PeriodClosing> replicas = List.of(replica(), replica());
        bench.on("2026-04-02T00:00:00Z");

        Race.of(2, number -> {
            replicas.get(number).run();
            return true;
        });

        // at the start and at the end of January, February and March
        assertThat(numbers())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 7 * 4).boxed().toList());
        assertThat(ACCOUNTS).allSatisfy(account -> assertThat(bench.invoices(account))
                .extracting(invoice -> invoice.content().period().start().toString())
                .map(start -> start.substring(0, 7))
                .containsExactly("2026-01", "2026-01", "2026-02", "2026-03"));
        assertThat(metrics.counter("countinghouse.period.invoices").count()).isEqualTo(21);
    }

    @Test
    void accountsThatFailDoNotHoldBackTheOthers() {
        // more than a page of them, and due before all others
        DATABASE.administer("update subscription set terms = '[]' where account_id in"
                + " ('account-0', 'account-1', 'account-2')");
        bench.on("2026-02-02T00:00:00Z");

        replica().run();

        assertThat(ACCOUNTS.subList(3, 7))
                .allSatisfy(account -> assertThat(bench.invoices(account)).hasSize(2));
        assertThat(ACCOUNTS.subList(0, 3))
                .allSatisfy(account -> assertThat(bench.invoices(account)).hasSize(1));
        assertThat(metrics.counter("countinghouse.period.failures").count()).isEqualTo(3);
        assertThat(metrics.counter("countinghouse.period.invoices").count()).isEqualTo(4);
    }

    @Test
    void anAccountThatIsUnavailableDoesNotHoldBackTheOthers() {
        unavailable(2);
        bench.on("2026-02-02T00:00:00Z");

        replica().run();

        assertThat(ACCOUNTS.subList(2, 7))
                .allSatisfy(account -> assertThat(bench.invoices(account)).hasSize(2));
        assertThat(metrics.counter("countinghouse.period.failures").count()).isEqualTo(2);
        assertThat(metrics.counter("countinghouse.period.invoices").count()).isEqualTo(5);
    }

    @Test
    void afterThreeInARowThatAreUnavailableTheRunIsOver() {
        unavailable(3);
        bench.on("2026-02-02T00:00:00Z");

        assertThatThrownBy(() -> replica().run()).isInstanceOf(UnavailableException.class);

        assertThat(metrics.counter("countinghouse.period.failures").count()).isEqualTo(3);
        assertThat(metrics.counter("countinghouse.period.invoices").count()).isZero();
    }

    @Test
    void lateUsageForWhichNoInvoiceFollowsIsSettled() {
        bench.engine
                .publishCatalogue()
                .publish(
                        Workbench.catalogue(
                                """
                        catalogue: 1
                        currency: USD
                        meters:
                          calls: {unit: call, event: called, aggregation: count}
                        plans:
                          basic: {every: month, charges: {base: {name: Basic, fee: 10.00}}}
                          metered: {every: month, charges: {calls: {name: Calls, meter: calls, per_unit: 2.00}}}
                        """));
        AccountId late = new AccountId("late");
        bench.open(late).subscribe(late, "metered");
        bench.on("2026-01-10T00:00:00Z").change(new SubscriptionId("main-late"), new Step.Cancel(When.NOW, false));
        bench.record(List.of(bench.submission(late, "called", Instant.parse("2026-01-09T00:00:00Z"), Map.of())));
        bench.on("2026-02-14T00:00:00Z");

        replica().run();

        assertThat(Workbench.totals(bench.invoices(late))).containsExactly("2.00");
    }

    /** From now on the first so many accounts fail as if a statement of theirs took too long. */
    private static void unavailable(int accounts) {
        DATABASE.administer(
                """
                create or replace function fail_as_slow() returns trigger language plpgsql
                as $$ begin raise exception 'took too long' using errcode = '57014'; end $$
                """,
                "create or replace trigger fail_as_slow before update on subscription for each row"
                        + " when (new.account_id < 'account-" + accounts + "') execute function fail_as_slow()");
    }

    @AfterEach
    void available() {
        DATABASE.administer("drop function if exists fail_as_slow() cascade");
    }

    private List<Long> numbers() {
        return ACCOUNTS.stream()
                .flatMap(account -> bench.invoices(account).stream())
                .map(IssuedInvoice::number)
                .map(number -> number.sequence())
                .sorted()
                .toList();
    }
}
