package dev.countinghouse.adapter.postgres;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.RecordUsage.Outcome;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.engine.HandClock;
import dev.countinghouse.billing.ports.engine.Workbench;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The engine comes to the same on PostgreSQL as in memory, without Quarkus and without any container. */
class EngineOnPostgresTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Catalogue CATALOGUE = Workbench.catalogue(
            """
            catalogue: 1
            currency: USD
            meters:
              tokens: {unit: token, event: used, aggregation: sum, property: tokens, dimensions: [model]}
              users: {unit: user, event: login, aggregation: unique, property: user}
            plans:
              small:
                every: month
                allowances:
                  tokens: {included: 1000, cap: none}
                charges:
                  base: {name: Small, fee: 10.00}
                  tokens: {name: Tokens, meter: tokens, graduated: {tiers: [{up_to: 7, price: 0.003}, {price: 0.0001}]}}
                  users: {name: Users, meter: users, per_unit: 1.00}
                upgrades: [large]
              large:
                every: month
                allowances:
                  tokens: {included: 5000, cap: none}
                charges:
                  base: {name: Large, fee: 40.00}
                  tokens: {name: Tokens, meter: tokens, per_unit: 0.00003}
              boost:
                role: add_on
                every: month
                allowances:
                  tokens: {included: 500, cap: none}
                charges:
                  base: {name: Boost, fee: 3.00}
            coupons:
              spring: {name: Spring, percent_off: 33.3, invoices: 2}
            """);

    /** Everything an account can end up with. */
    private record Books(List<IssuedInvoice> invoices, List<CreditNote> notes, List<Subscribed> subscriptions) {

        static Books of(Storage storage) {
            return storage.transactions().inTransaction(Scope.of(ACME), () -> {
                List<IssuedInvoice> invoices = storage.invoices().of(ACME);
                List<CreditNote> notes = invoices.stream()
                        .flatMap(invoice -> storage.invoices().creditNotesOf(invoice.number()).stream())
                        .toList();
                return new Books(invoices, notes, storage.subscriptions().of(ACME));
            });
        }
    }

    @Test
    void aQuarterOfTwoCustomersIsTheSameAsInMemory() {
        Workbench inMemory = bench(InMemoryStorage.empty());
        Workbench onPostgres = bench(TestStorage.emptyIn(DATABASE));
        List.of(inMemory, onPostgres).forEach(EngineOnPostgresTest::aQuarter);

        assertThat(Books.of(onPostgres.storage)).isEqualTo(Books.of(inMemory.storage));
        assertThat(Books.of(inMemory.storage).invoices()).hasSizeGreaterThan(3);
        assertThat(Books.of(inMemory.storage).notes()).isNotEmpty();
        assertThat(onPostgres.engine.previewInvoice().preview(ACME, onPostgres.clock.instant()))
                .isEqualTo(inMemory.engine.previewInvoice().preview(ACME, inMemory.clock.instant()));
    }

    private static Workbench bench(Storage storage) {
        Workbench bench = new Workbench(storage, new HandClock(Instant.parse("2026-01-31T10:00:00Z")));
        bench.engine.publishCatalogue().publish(CATALOGUE);
        return bench;
    }

    private static void aQuarter(Workbench bench) {
        bench.open(ACME).open(GLOBEX);
        bench.subscribe(new StartSubscription.Order(
                MAIN,
                ACME,
                new PlanKey("small"),
                3,
                bench.clock.instant(),
                Lifecycle.Anchor.START,
                false,
                List.of(new CouponKey("spring"))));
        bench.subscribe(GLOBEX, "large");
        bench.subscribe(bench.order(new SubscriptionId("extra"), ACME, "boost", 2));
        use(bench, 1_234);
        bench.on("2026-02-15T00:00:00.123456Z");
        use(bench, 999);
        bench.change(Workbench.toPlan("large", When.NOW));
        use(bench, 7_777);
        bench.on("2026-03-20T00:00:00Z");
        use(bench, 12);
        bench.engine.closePeriods().closeDue(10);
        credit(bench);
        bench.on("2026-04-20T00:00:00Z");
        bench.change(MAIN, new Step.Cancel(When.PERIOD_END, false));
        bench.on("2026-06-01T00:00:00Z");
        bench.engine.closePeriods().closeDue(10);
    }

    private static void use(Workbench bench, long tokens) {
        bench.use(ACME, "used", Map.of("tokens", tokens, "model", "it's \"big\""));
        bench.use(GLOBEX, "used", Map.of("tokens", tokens * 3));
        bench.use(ACME, "login", Map.of("user", "user-" + tokens));
    }

    private static void credit(Workbench bench) {
        IssuedInvoice first = Books.of(bench.storage).invoices().get(0);
        TreeMap<String, Money> lines =
                new TreeMap<>(Map.of(first.content().lines().get(0).key(), Money.parse("4.01", Workbench.USD)));
        bench.engine.creditInvoice().credit(new CreditNoteId("half"), first.number(), lines, "a mistake");
    }

    @Test
    void manyWhoCloseTheSamePeriodsIssueEachInvoiceOnce() {
        Workbench bench = bench(TestStorage.emptyIn(DATABASE));
        bench.open(ACME).subscribe(ACME, "small");
        use(bench.open(GLOBEX), 5_000);
        bench.on("2026-06-01T00:00:00Z");

        Race.of(8, thread -> bench.engine.closePeriods().closeDue(10));

        assertThat(Books.of(bench.storage).invoices())
                .extracting(invoice -> invoice.number().sequence())
                .containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void ofManyThatRecordAtOnceEachStoresItsOwnEventAndOneTheirCommonOne() {
        Workbench bench = bench(TestStorage.emptyIn(DATABASE));
        bench.open(ACME).open(GLOBEX);

        List<List<Outcome>> outcomes = Race.of(thread -> bench.engine
                .recordUsage()
                .record(List.of(
                        used("globex", "own-" + thread, bench.clock.instant()),
                        used("acme", "common", bench.clock.instant()),
                        used("nobody", "own-" + thread, bench.clock.instant()))));

        assertThat(outcomes.stream().map(each -> each.get(0)))
                .containsExactlyElementsOf(Collections.nCopies(Race.THREADS, new Outcome.Accepted(1)));
        assertThat(outcomes.stream().map(each -> each.get(1))).containsOnlyOnce(new Outcome.Accepted(1));
        assertThat(outcomes.stream().map(each -> each.get(2))).hasOnlyElementsOfType(Outcome.Rejected.class);
        Period day = new Period(bench.clock.instant(), bench.clock.instant().plusSeconds(1));
        assertThat(bench.used(ACME, "tokens", day)).isEqualTo(Fraction.of(5));
        assertThat(bench.used(GLOBEX, "tokens", day)).isEqualTo(Fraction.of(5 * Race.THREADS));
    }

    @Test
    void anEventThatTheDatabaseCannotKeepIsRejectedAndNoOther() {
        Storage storage = TestStorage.emptyIn(DATABASE);
        Workbench bench = bench(storage);
        bench.open(ACME).open(GLOBEX);
        BillingEngine patient = BillingEngine.builder()
                .storage(storage)
                .clock(bench.clock)
                .acceptedWindow(Duration.ZERO, Duration.ofDays(5_000_000))
                .build();
        List<Submission> batch = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Instant time = i == 17 || i == 40 ? Instant.parse("+12345-01-01T00:00:00Z") : bench.clock.instant();
            batch.add(used(i % 2 == 0 ? "acme" : "globex", "event-" + i, time));
        }

        List<Outcome> outcomes = patient.recordUsage().record(batch);

        Outcome refused = new Outcome.Rejected("data", "the event cannot be stored as it is");
        List<Outcome> expected = new ArrayList<>(Collections.nCopies(50, new Outcome.Accepted(1)));
        expected.set(17, refused);
        expected.set(40, refused);
        assertThat(outcomes).isEqualTo(expected);
    }

    private static Submission used(String subject, String id, Instant time) {
        return new Submission(new EventKey("test", id), "used", subject, time, Workbench.data(Map.of("tokens", 5)));
    }

    @Test
    void theManualShowsCodeThatRuns() throws IOException {
        TestStorage.emptyIn(DATABASE);
        DataSource owner = DATABASE.direct(TestDatabase.OWNER);
        DataSource service = DATABASE.service();
        DataSource system = DATABASE.system();
        // snippet: storage
        PostgresSchema.migrate(owner); // once per deployment, by the owner
        PostgresSchema.check(service, system); // at every start, before anything is served
        BillingEngine billing = BillingEngine.builder()
                .storage(PostgresStorage.over(service, system))
                .build();
        // end
        assertThat(billing.publishCatalogue().publish(CATALOGUE)).isNotNull();

        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        String here = Files.readString(root.resolve("adapter-postgres/src/test/java/"
                + EngineOnPostgresTest.class.getName().replace('.', '/') + ".java"));
        String snippet = here.substring(here.indexOf("// snippet: storage\n") + 20, here.indexOf("        // end\n"));
        assertThat(Files.readString(root.resolve("docs/storage.md")))
                .contains(snippet.stripTrailing().stripIndent());
    }
}
