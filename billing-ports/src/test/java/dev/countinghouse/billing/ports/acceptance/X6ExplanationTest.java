package dev.countinghouse.billing.ports.acceptance;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.pricing.Step;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.ExplainInvoice.Explanation;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** X6: every invoice line explains itself down to rates and events. */
class X6ExplanationTest {

    private final Workbench bench = Workbench.at("2026-03-01T00:00:00Z", ExampleCatalogue.AGENT_PLATFORM.catalogue());
    private IssuedInvoice invoice;

    @BeforeEach
    void aMonthWithAnUpgrade() {
        bench.open(ACME).open(GLOBEX).subscribe(ACME, "professional");
        bench.subscribe(GLOBEX, "professional");
        for (int day = 2; day <= 21; day++) {
            bench.on("2026-03-%02dT00:00:00Z".formatted(day));
            if (day == 12) {
                bench.change(MAIN, toPlan("enterprise", When.NOW));
            }
            bench.use(ACME, "llm.tokens", Map.of("tokens", 4_000_000, "model", "gpt-4o", "token_type", "input"));
            bench.use(GLOBEX, "llm.tokens", Map.of("tokens", 7, "model", "gpt-4o", "token_type", "input"));
            bench.use(ACME, "tool.call", Map.of("premium", day % 2 == 0, "tool", "search"));
        }
        bench.on("2026-04-01T00:00:00Z").close(ACME);
        invoice = bench.invoices(ACME).get(1);
        bench.use(ACME, "llm.tokens", Map.of("tokens", 5, "model", "gpt-4o", "token_type", "input"));
    }

    @Test
    void theEventsBehindALineAreThoseOfItsTimeAndMakeItsQuantity() {
        List<LineItem> tokens = lines("tokens");
        assertThat(tokens).hasSize(2);

        for (LineItem line : tokens) {
            List<UsageEvent> events = events(line, 3);
            assertThat(events).hasSize(10).allSatisfy(event -> {
                assertThat(event.account()).isEqualTo(ACME);
                assertThat(line.rated().period().contains(event.time())).isTrue();
            });
            assertThat(events.stream()
                            .map(event -> event.data().number("tokens").orElseThrow())
                            .reduce(Fraction.ZERO, Fraction::plus))
                    .isEqualTo(line.rated().used());
        }
        assertThat(events(tokens.get(0), 3)).doesNotContainAnyElementsOf(events(tokens.get(1), 3));
    }

    @Test
    void aMeterWithAFilterIsExplainedByTheEventsThatPassIt() {
        assertThat(lines("tools")).allSatisfy(line -> {
            assertThat(events(line, 100)).hasSize(5).allSatisfy(event -> assertThat(
                            event.data().text("premium"))
                    .isEqualTo("true"));
            assertThat(line.rated().used()).isEqualTo(Fraction.of(5));
        });
    }

    @Test
    void theStepsOfALineAddUpToItsAmount() {
        assertThat(invoice.content().lines())
                .filteredOn(line -> !line.rated().steps().isEmpty())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.rated().steps().stream()
                                .map(Step::amount)
                                .reduce(Amount.zero(Workbench.USD), Amount::plus))
                        .isEqualTo(line.rated().amount()));
    }

    @Test
    void aFeeIsExplainedWithoutEvents() {
        LineItem fee = lines("base").get(0);

        assertThat(explain(fee, Optional.empty(), 9)).isEqualTo(new Explanation(fee, List.of(), Optional.empty()));
    }

    private List<LineItem> lines(String charge) {
        return invoice.content().lines().stream()
                .filter(line -> line.rated().charge().equals(charge))
                .toList();
    }

    private List<UsageEvent> events(LineItem line, int limit) {
        List<UsageEvent> events = new ArrayList<>();
        Optional<UsageEvent> after = Optional.empty();
        do {
            Explanation page = explain(line, after, limit);
            events.addAll(page.events());
            after = page.next();
        } while (after.isPresent());
        return events;
    }

    private Explanation explain(LineItem line, Optional<UsageEvent> after, int limit) {
        return bench.engine
                .explainInvoice()
                .explain(invoice.number(), line.key(), after, limit)
                .orElseThrow();
    }
}
