package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.cost.CostStep;
import dev.countinghouse.billing.domain.cost.Margin;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.ports.driving.ExplainMargin.Explanation;
import dev.countinghouse.billing.ports.driving.ExplainMargin.PricedEvent;
import dev.countinghouse.billing.ports.driving.ExplainMargin.Share;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is shown adds up to the margin: shares to its revenue, models and events to its cost, groups to the lines. */
class ExplainMarginTest extends Seeded {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-04-01T00:00:00Z");

    private final Workbench bench = Shop.opened();

    private static Optional<Explanation> explain(
            Workbench bench, List<String> dimensions, Group group, Optional<UsageEvent> after, int limit) {
        return bench.engine.explainMargin().explain(ACME, END, dimensions, group, after, limit);
    }

    private static ProviderResponse response(String id, Instant time, String model, long tokens, String project) {
        return new ProviderResponse(
                new EventKey("test", id),
                "acme",
                time,
                "openai",
                "chat",
                "{\"model\": \"%s\", \"usage\": {\"prompt_tokens\": %d, \"completion_tokens\": 100}}"
                        .formatted(model, tokens),
                new TreeMap<>(project.isEmpty() ? Map.of() : Map.of("project", project)));
    }

    @Test
    void aGroupsMarginIsItsSharesOfTheLinesAndItsResponses() {
        bench.subscribe(ACME, "large");
        bench.use(ACME, "used", Map.of("tokens", 6_000, "model", "big", "project", "one"));
        bench.use(ACME, "used", Map.of("tokens", 2_000, "model", "big", "project", "two"));
        bench.engine
                .recordProviderResponses()
                .record(List.of(
                        response("1", START, "gpt-4o", 1_000, "one"),
                        response("2", START, "gpt-4o-mini", 1_000, "one"),
                        response("3", START, "gpt-4o", 5_000, "two")));
        bench.on("2026-04-01T00:00:00Z");

        Explanation one = explain(bench, List.of("project"), new Group(List.of("one")), Optional.empty(), 10)
                .orElseThrow();

        // 3,000 of 8,000 tokens are beyond the allowance, 0.03 each: 90.00, of which one used three quarters
        assertThat(one.revenue())
                .extracting(share -> share.line().charge() + " " + share.whole().toDecimal() + " * " + share.weight()
                        + "/" + share.weights() + " = " + share.part())
                .contains("tokens 90.00 * 6000/8000 = 67.5 USD");
        assertThat(one.costs())
                .extracting(cost -> cost.model() + " " + cost.cost().total())
                .containsExactly("gpt-4o 0.0035 USD", "gpt-4o-mini 0.00021 USD");
        assertThat(one.events()).hasSize(2);
        assertThat(one.events().get(0).steps())
                .extracting(CostStep::toString)
                .anyMatch(step -> step.startsWith("1000 input_tokens"));
    }

    @Test
    void whatThePriceBookDoesNotSayAnyMoreHasNoSteps() {
        bench.subscribe(ACME, "small");
        bench.record(List.of(new Submission(
                new EventKey("test", "by hand"),
                "llm.response",
                "acme",
                START,
                Workbench.data(new HashMap<>(Map.of(
                        "provider", "openai",
                        "model", "gpt-4o",
                        "usage.input_tokens", 0.5,
                        "cost.status", "priced",
                        "cost.input", "0.1",
                        "cost.output", "much"))))));
        bench.on("2026-04-01T00:00:00Z");

        PricedEvent event = explain(bench, List.of(), new Group(List.of()), Optional.empty(), 10)
                .orElseThrow()
                .events()
                .get(0);
        assertThat(event.steps()).isEmpty();
        assertThat(event.cost().total().toString()).isEqualTo("0.1 USD");
    }

    @Test
    void ofAGroupWithoutAMarginThereIsNothingToExplain() {
        assertThat(explain(bench, List.of(), new Group(List.of()), Optional.empty(), 10))
                .isEmpty();
        bench.subscribe(ACME, "small");
        assertThat(explain(bench, List.of("project"), new Group(List.of("none")), Optional.empty(), 10))
                .isEmpty();
    }

    @Test
    void whateverTheDimensionsThePartsAddUpToEveryMarginAndToEveryLine() {
        rounds(10, round -> {
            Workbench some = someMonth();
            for (List<String> dimensions : List.of(
                    List.<String>of(), List.of("project"), List.of("model", "project"), List.of("provider", "disk"))) {
                SortedMap<Group, Margin> margins =
                        some.engine.readMargin().margin(ACME, END, dimensions).orElseThrow();
                Map<String, Amount> parts = new TreeMap<>();
                Map<String, Money> wholes = new TreeMap<>();
                margins.forEach((group, margin) -> {
                    Explanation explanation = addsUp(some, dimensions, group, margin);
                    for (Share share : explanation.revenue()) {
                        String line = share.line().charge()
                                + share.line().kind()
                                + share.line().period();
                        parts.merge(line, share.part(), Amount::plus);
                        wholes.put(line, share.whole());
                    }
                });
                wholes.forEach(
                        (line, whole) -> assertThat(parts.get(line)).as(line).isEqualTo(whole.exact()));
            }
        });
    }

    private Workbench someMonth() {
        Workbench some = Shop.opened();
        some.subscribe(ACME, oneOf(List.of("small", "large", "fresh")));
        some.clock.set(END.minusSeconds(1));
        some.engine.recordUsage().record(new RandomUsage(random).events(START, END, (int) between(0, 50)));
        List<ProviderResponse> responses = new ArrayList<>();
        for (int i = 0; i < between(0, 30); i++) {
            responses.add(response(
                    "response-" + i,
                    START.plusSeconds(between(0, 30 * 24 * 3_600)),
                    oneOf(List.of("gpt-4o", "gpt-4o-mini", "unheard-of")),
                    between(1, 90_000),
                    oneOf(List.of("project-1", "project-2", ""))));
        }
        some.engine.recordProviderResponses().record(responses);
        some.clock.set(END);
        return some;
    }

    private static Explanation addsUp(Workbench bench, List<String> dimensions, Group group, Margin margin) {
        Explanation first =
                explain(bench, dimensions, group, Optional.empty(), 3).orElseThrow();
        assertThat(first.margin()).isEqualTo(margin);
        assertThat(first.revenue().stream().map(Share::part).reduce(Amount.zero(USD), Amount::plus))
                .isEqualTo(margin.revenue());
        assertThat(first.revenue())
                .allSatisfy(share ->
                        assertThat(share.weight().compareTo(share.weights())).isLessThanOrEqualTo(0));
        assertThat(first.costs().stream().map(cost -> cost.cost().total()).reduce(Amount.zero(USD), Amount::plus))
                .isEqualTo(margin.providerCost());
        Amount ofEvents = Amount.zero(USD);
        Explanation page = first;
        while (true) {
            for (PricedEvent event : page.events()) {
                Amount steps = event.steps().stream().map(CostStep::amount).reduce(Amount.zero(USD), Amount::plus);
                assertThat(steps).isEqualTo(event.cost().total());
                ofEvents = ofEvents.plus(event.cost().total());
            }
            if (page.next().isEmpty()) {
                assertThat(ofEvents).isEqualTo(margin.providerCost());
                return first;
            }
            page = explain(bench, dimensions, group, page.next(), 3).orElseThrow();
        }
    }

    @TestFactory
    Stream<DynamicTest> wrongInputIsRefusedByName() {
        bench.subscribe(ACME, "small");
        return WrongInput.to(bench)
                .isRefused(
                        "a group of other dimensions",
                        () -> explain(bench, List.of("project"), new Group(List.of("a", "b")), Optional.empty(), 1),
                        "project",
                        "a, b")
                .isRefused(
                        "an empty page",
                        () -> explain(bench, List.of(), new Group(List.of()), Optional.empty(), 0),
                        "limit",
                        "0")
                .tests();
    }

    @Test
    void weightsOfTheWholeAccountAreWhole() {
        bench.subscribe(ACME, "small");
        bench.on("2026-04-01T00:00:00Z");

        assertThat(explain(bench, List.of(), new Group(List.of()), Optional.empty(), 1)
                        .orElseThrow()
                        .revenue())
                .allSatisfy(share -> assertThat(share.weight()).isEqualTo(Fraction.ONE));
    }
}
