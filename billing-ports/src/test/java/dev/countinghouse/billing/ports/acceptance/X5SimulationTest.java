package dev.countinghouse.billing.ports.acceptance;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.driving.SimulatePlan.Comparison;
import dev.countinghouse.billing.ports.driving.SimulatePlan.Simulation;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** X5: what an account would have paid under another plan, over the usage it really had. */
class X5SimulationTest {

    private static final Period SPRING =
            new Period(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-06-01T00:00:00Z"));

    private final Workbench bench = Workbench.at("2026-03-01T00:00:00Z", ExampleCatalogue.BILLING_STACK.catalogue());

    @BeforeEach
    void threeMonthsOnStandard() {
        bench.open(ACME).subscribe(ACME, "standard");
        month("2026-03-10T00:00:00Z", 1_500_000, 100);
        month("2026-04-10T00:00:00Z", 20_000_000, 9_000);
        month("2026-05-10T00:00:00Z", 0, 6_000);
        bench.on("2026-06-01T00:00:00Z").close(ACME);
    }

    private void month(String instant, int tokens, int executions) {
        bench.on(instant);
        bench.use(ACME, "llm.tokens", Map.of("tokens", tokens));
        bench.count(ACME, "agent.execution", executions);
    }

    @Test
    void underItsOwnPlanAnAccountPaysWhatItPaid() {
        Simulation simulation = simulate("standard");

        assertThat(simulation.difference()).isEqualTo(Money.zero(Workbench.USD));
        assertThat(simulation.periods()).hasSize(3).allSatisfy(period -> assertThat(period.simulated())
                .isEqualTo(period.actual()));
        for (Comparison comparison : simulation.periods()) {
            assertThat(comparison.actual())
                    .isEqualTo(usageOf(comparison.period()).plus(Money.parse("99", Workbench.USD)));
        }
    }

    /** The usage lines of the invoice that closed a period. */
    private Money usageOf(Period period) {
        IssuedInvoice closing = bench.invoices(ACME).stream()
                .skip(1)
                .filter(invoice -> invoice.content().period().equals(period))
                .findFirst()
                .orElseThrow();
        return closing.content().lines().stream()
                .filter(line -> line.rated().meter().isPresent())
                .map(line -> line.amount())
                .reduce(Money.zero(Workbench.USD), Money::plus);
    }

    @Test
    void underAnotherPlanTheSameUsageCostsWhatThatPlanSays() {
        Simulation simulation = simulate("enterprise");

        assertThat(simulation.periods())
                .extracting(period -> period.simulated().toDecimal())
                .containsExactly("499.00", "549.00", "499.00");
        assertThat(simulation.periods())
                .extracting(period -> period.actual().toDecimal())
                .containsExactly("104.00", "689.00", "199.00");
        assertThat(simulation.difference().toDecimal()).isEqualTo("555.00");
    }

    @Test
    void aSimulationStoresNothing() {
        int invoices = bench.invoices(ACME).size();
        simulate("enterprise");

        assertThat(bench.invoices(ACME)).hasSize(invoices);
        assertThat(bench.close(ACME)).isEmpty();
    }

    private Simulation simulate(String plan) {
        PlanVersion version = ExampleCatalogue.BILLING_STACK
                .catalogue()
                .plan(new PlanKey(plan))
                .orElseThrow();
        return bench.engine
                .simulatePlan()
                .simulate(ACME, version, Map.of(), SPRING)
                .orElseThrow();
    }
}
