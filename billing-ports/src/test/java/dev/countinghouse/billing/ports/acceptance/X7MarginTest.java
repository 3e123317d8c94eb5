package dev.countinghouse.billing.ports.acceptance;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.cost.Margin;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.Outcome;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** X7 and A11: revenue and cost side by side per run and project, and every level adds up to the one above. */
class X7MarginTest {

    private static final Instant MONTH_END = Instant.parse("2026-04-01T00:00:00Z");

    private final Workbench bench = Workbench.at(
            "2026-03-01T00:00:00Z",
            Workbench.catalogue(
                    """
                    catalogue: 1
                    currency: USD
                    meters:
                      tokens:
                        name: Tokens
                        unit: token
                        event: llm.response
                        aggregation: sum
                        property: usage.output_tokens
                        dimensions: [model, project, run]
                      calls:
                        name: Calls
                        unit: call
                        event: llm.response
                        aggregation: count
                        dimensions: [project]
                    plans:
                      team:
                        name: Team
                        every: month
                        charges:
                          base: {name: Base fee, fee: 10.01}
                          tokens: {name: Tokens, meter: tokens, per_unit: {price: 20.00, per: 1000000}}
                          calls: {name: Calls, meter: calls, per_unit: 0.01}
                    """));

    @BeforeEach
    void responsesOfSixRunsInThreeProjects() {
        bench.open(ACME).subscribe(ACME, "team");
        bench.on("2026-03-10T00:00:00Z");
        for (int run = 0; run < 6; run++) {
            respond(run, Map.of("project", "project-" + run % 3, "run", "run-" + run));
        }
        respond(6, Map.of());
    }

    private void respond(int number, Map<String, String> dimensions) {
        String body =
                """
                {"model": "gpt-4o", "usage": {"prompt_tokens": 1000, "completion_tokens": %d}}"""
                        .formatted(7_777 * (number + 1));
        List<Outcome> outcomes = bench.engine
                .recordProviderResponses()
                .record(List.of(new ProviderResponse(
                        new EventKey("bench", "response-" + number),
                        "acme",
                        bench.clock.instant(),
                        "openai",
                        "chat",
                        body,
                        new TreeMap<>(dimensions))));
        assertThat(outcomes).singleElement().isInstanceOfSatisfying(Outcome.Understood.class, understood -> assertThat(
                        understood.recorded())
                .isEqualTo(new RecordUsage.Outcome.Accepted(2)));
    }

    @Test
    void theMarginOfTheAccountIsItsChargesLessItsCosts() {
        Margin margin = margins(List.of()).get(new Group(List.of()));

        // 28 × 7,777 tokens at 20 per million are 4.36, 7 calls 0.07, the fee 10.01
        assertThat(margin.revenue())
                .isEqualTo(Money.parse("14.44", Workbench.USD).exact());
        // gpt-4o: 7,000 in at 2.50 and 217,756 out at 10.00 per million
        assertThat(margin.cost().toString()).startsWith("2.19506");
        assertThat(margin.gross()).isEqualTo(margin.revenue().minus(margin.cost()));
    }

    @Test
    void aClosedMonthHasTheMarginItHadBefore() {
        SortedMap<Group, Margin> before = margins(List.of("project"));

        assertThat(bench.on(MONTH_END.toString()).close(ACME)).hasSize(1);

        assertThat(margins(List.of("project"))).isEqualTo(before);
    }

    @Test
    void runsAddUpToTheirProjectsAndProjectsToTheAccountToTheLastDigit() {
        SortedMap<Group, Margin> account = margins(List.of());
        SortedMap<Group, Margin> projects = margins(List.of("project"));
        SortedMap<Group, Margin> runs = margins(List.of("project", "run"));

        assertThat(projects).hasSize(4);
        assertThat(runs).hasSize(7);
        assertThat(sums(runs, Margin::revenue, 1)).isEqualTo(sums(projects, Margin::revenue, 1));
        assertThat(sums(runs, Margin::cost, 1)).isEqualTo(sums(projects, Margin::cost, 1));
        assertThat(sums(projects, Margin::revenue, 0)).isEqualTo(sums(account, Margin::revenue, 0));
        assertThat(sums(projects, Margin::cost, 0)).isEqualTo(sums(account, Margin::cost, 0));
    }

    @Test
    void anyDimensionAddsUp() {
        Amount revenue = margins(List.of()).get(new Group(List.of())).revenue();
        for (List<String> dimensions : List.of(List.of("model"), List.of("run", "model"), List.of("unknown"))) {
            assertThat(sums(margins(dimensions), Margin::revenue, 0).values()).containsExactly(revenue);
        }
    }

    @Test
    void revenueIsWhatTheInvoicesCharge() {
        Amount revenue = margins(List.of()).get(new Group(List.of())).revenue();
        Money usage = bench.on("2026-04-01T00:00:00Z").close(ACME).get(0).content().lines().stream()
                .filter(line -> line.rated().meter().isPresent())
                .map(line -> line.amount())
                .reduce(Money.zero(Workbench.USD), Money::plus);

        assertThat(revenue)
                .isEqualTo(usage.plus(Money.parse("10.01", Workbench.USD)).exact());
    }

    private SortedMap<Group, Margin> margins(List<String> dimensions) {
        return bench.engine.readMargin().margin(ACME, MONTH_END, dimensions).orElseThrow();
    }

    /** Sums by the first values of the groups. */
    private static Map<List<String>, Amount> sums(
            SortedMap<Group, Margin> margins, Function<Margin, Amount> part, int level) {
        Map<List<String>, Amount> sums = new HashMap<>();
        margins.forEach(
                (group, margin) -> sums.merge(group.values().subList(0, level), part.apply(margin), Amount::plus));
        return sums;
    }
}
