package dev.countinghouse.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.simulation.SimulatedAccounts;
import dev.countinghouse.billing.domain.simulation.SimulatedTerms;
import dev.countinghouse.billing.domain.simulation.SimulationId;
import dev.countinghouse.billing.domain.simulation.SimulationJob.State;
import dev.countinghouse.billing.domain.simulation.SimulationOrder;
import dev.countinghouse.billing.domain.simulation.SimulationResult;
import dev.countinghouse.billing.domain.simulation.SimulationResult.Compared;
import dev.countinghouse.billing.domain.simulation.SimulationTally.Total;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import dev.countinghouse.billing.ports.driving.SimulateAccounts.Progress;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.engine.HandClock;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Azure trace of the example, stretched to a month and spread over a thousand accounts. */
class SimulatedTraceTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int ACCOUNTS = 1_000;
    private static final int STRETCH = 720;
    private static final Instant START = Instant.parse("2025-11-01T00:00:00Z");
    private static final Period NOVEMBER = new Period(START, Instant.parse("2025-12-01T00:00:00Z"));
    private static final String EXAMPLE = "docs/embedding/src/main/resources/dev/countinghouse/example/";

    private static final int LONG_CONTEXT = 4_000;
    private static final String ANTHROPIC =
            """
            {"model": "claude-sonnet-4-5-20250929", "usage": {"input_tokens": %s, "output_tokens": %s}}""";
    private static final String OPENAI =
            """
            {"model": "gpt-4o-mini-2024-07-18", "usage": {"prompt_tokens": %s, "completion_tokens": %s}}""";

    private static Workbench bench;
    private static Catalogue catalogue;

    @BeforeAll
    static void aMonthOfAThousandAccounts() throws IOException {
        // allowances that fit a thousandth of the example's usage, so that accounts pay for some of it
        catalogue = Workbench.catalogue(text("llm-product.yaml")
                .replace("included: 2000000", "included: 4000")
                .replace("included: 50000", "included: 100"));
        bench = new Workbench(TestStorage.emptyIn(DATABASE), new HandClock(START));
        bench.engine.publishCatalogue().publish(catalogue);
        for (int from = 0; from < ACCOUNTS; from += 100) {
            openAHundred(from);
        }
        List<ProviderResponse> responses = responses();
        bench.clock.set(START.plus(Duration.ofDays(30)));
        for (int from = 0; from < responses.size(); from += 1_000) {
            bench.engine
                    .recordProviderResponses()
                    .record(responses.subList(from, Math.min(from + 1_000, responses.size())));
        }
        bench.on("2025-12-01T01:00:00Z");
    }

    /** Straight into the store, which is faster; they are billed from their first day on when they are closed. */
    private static void openAHundred(int from) {
        List<AccountId> accounts = IntStream.range(from, from + 100)
                .mapToObj(SimulatedTraceTest::account)
                .toList();
        PlanVersion team = catalogue.plan(new PlanKey("team")).orElseThrow();
        bench.storage.transactions().inTransaction(Scope.of(accounts), () -> {
            for (AccountId account : accounts) {
                bench.storage.accounts().add(Workbench.account(account, ZoneOffset.UTC, Workbench.USD));
                Subscription subscription = Lifecycle.start(
                        new SubscriptionId("main-" + account),
                        account,
                        team,
                        1,
                        START,
                        ZoneOffset.UTC,
                        Lifecycle.Anchor.START,
                        false);
                bench.storage
                        .subscriptions()
                        .add(new Subscribed(subscription, Optional.empty(), Optional.of(START), 1));
            }
            return true;
        });
    }

    private static AccountId account(int number) {
        return new AccountId(String.format("account-%04d", number % ACCOUNTS));
    }

    private static String text(String name) throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        return Files.readString(root.resolve(EXAMPLE + name));
    }

    private static List<ProviderResponse> responses() throws IOException {
        List<String> rows = text("azure-llm-trace-2023-code.csv").lines().toList();
        List<ProviderResponse> responses = new ArrayList<>();
        for (int row = 1; row < rows.size(); row++) {
            String[] fields = rows.get(row).split(",", -1);
            Duration since = Duration.between(time(rows.get(1).split(",", -1)[0]), time(fields[0]));
            boolean longContext = Integer.parseInt(fields[1]) >= LONG_CONTEXT;
            responses.add(new ProviderResponse(
                    new EventKey("azure-llm-trace", "request-" + row),
                    // some send much more than others
                    account(row % 2 == 0 ? row : row * row).value(),
                    START.plus(since.multipliedBy(STRETCH)),
                    longContext ? "anthropic" : "openai",
                    longContext ? "default" : "chat",
                    (longContext ? ANTHROPIC : OPENAI).formatted(fields[1], fields[2]),
                    new TreeMap<>(Map.of("project", "search"))));
        }
        return responses;
    }

    private static LocalDateTime time(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T'));
    }

    @Test
    void onAnotherPlanEachAccountHasItsDifferenceAndTheirSumIsTheTotal() {
        SimulationId id = new SimulationId("all-on-scale");
        order(
                id,
                new SimulatedTerms.Published(new PlanVersionId(new PlanKey("scale"), 1)),
                new SimulatedAccounts.All());
        bench.engine.runSimulations().run(337);
        // another process goes on where this one was cut off
        BillingEngine next = BillingEngine.builder()
                .storage(PostgresStorage.over(DATABASE.service(), DATABASE.system()))
                .clock(bench.clock)
                .build();
        while (next.runSimulations().run(250) > 0) {
            continue;
        }

        Progress done = bench.engine.simulateAccounts().find(id).orElseThrow();
        List<Compared> results = results(id);
        assertThat(done.job().state()).isEqualTo(State.DONE);
        assertThat(done.total()).contains((long) ACCOUNTS);
        assertThat(done.tally().totals())
                .containsExactly(new Total(
                        ACCOUNTS,
                        sum(results.stream().map(Compared::actual).toList()),
                        sum(results.stream().map(Compared::simulated).toList())));
        assertThat(done.tally().totals().get(0).difference())
                .isEqualTo(sum(results.stream().map(Compared::difference).toList()));
        assertThat(results.stream().map(Compared::difference).distinct())
                .as("accounts differ in what they would pay more")
                .hasSizeGreaterThan(20);
    }

    @Test
    void onTheirOwnPlanTheyPayWhatTheirInvoicesCharge() {
        SimulationId id = new SimulationId("as-it-is");
        TreeSet<AccountId> some = new TreeSet<>();
        for (int i = 1; i < ACCOUNTS; i += 9) {
            some.add(account(i));
        }
        order(id, new SimulatedTerms.Draft(catalogue), new SimulatedAccounts.Listed(some));
        bench.engine.runSimulations().run(ACCOUNTS);
        List<Money> invoiced = new ArrayList<>();
        for (AccountId account : some) {
            bench.close(account);
            invoiced.add(sum(bench.invoices(account).stream()
                    .flatMap(invoice -> invoice.content().lines().stream())
                    .filter(line -> NOVEMBER.contains(line.rated().period()))
                    .map(line -> line.amount())
                    .toList()));
        }

        assertThat(results(id)).extracting(Compared::actual).isEqualTo(invoiced);
        assertThat(results(id)).extracting(Compared::simulated).isEqualTo(invoiced);
    }

    private static void order(SimulationId id, SimulatedTerms terms, SimulatedAccounts accounts) {
        bench.engine.simulateAccounts().order(id, new SimulationOrder(terms, accounts, NOVEMBER));
    }

    private static List<Compared> results(SimulationId id) {
        return bench.engine.simulateAccounts().results(id, Optional.empty(), 2 * ACCOUNTS).stream()
                .map(SimulationResult::outcome)
                .map(Compared.class::cast)
                .toList();
    }

    private static Money sum(List<Money> amounts) {
        return amounts.stream().reduce(Money.zero(Workbench.USD), Money::plus);
    }
}
