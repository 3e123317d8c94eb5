package dev.countinghouse.billing.ports.acceptance;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.amounts;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static dev.countinghouse.billing.ports.engine.Workbench.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A7 and A8: base fees by month or year in advance, usage in arrears, changes of plan with proration. */
class A7PlanChangeTest {

    @Test
    void anUpgradeInMidMonthCreditsTheRestOfTheOldFeeAndChargesThatOfTheNew() {
        Workbench bench = Workbench.at("2026-04-01T00:00:00Z", ExampleCatalogue.BILLING_STACK.catalogue());
        bench.open(ACME).subscribe(ACME, "standard");
        bench.use(ACME, "llm.tokens", Map.of("tokens", 2_000_000));
        bench.on("2026-04-16T00:00:00Z");
        bench.change(MAIN, toPlan("enterprise", When.NOW));
        bench.use(ACME, "llm.tokens", Map.of("tokens", 9_000_000));
        List<IssuedInvoice> closing = bench.on("2026-05-01T00:00:00Z").close(ACME);

        // 1,000,000 beyond standard's million before; 11,000,000 in all is 1,000,000 beyond enterprise's ten
        assertThat(amounts(closing.get(0)))
                .isEqualTo(Map.of(
                        "LLM tokens", "10.00 + 5.00",
                        "Unused time: Standard plan", "-49.50",
                        "Remaining time: Enterprise plan", "249.50",
                        "Enterprise plan", "499.00"));
        assertThat(totals(closing)).containsExactly("714.00");
    }

    @Test
    void aDowngradeAtTheEndOfThePeriodIsNotProrated() {
        Workbench bench = Workbench.at("2026-04-01T00:00:00Z", ExampleCatalogue.BILLING_STACK.catalogue());
        bench.open(ACME).subscribe(ACME, "enterprise");
        bench.on("2026-04-16T00:00:00Z");
        bench.change(MAIN, toPlan("standard", When.PERIOD_END));
        bench.on("2026-06-01T00:00:00Z").close(ACME);

        assertThat(totals(bench.invoices(ACME))).containsExactly("499.00", "99.00", "99.00");
    }

    @Test
    void aYearIsPaidOnceAndItsUsageByTheMonth() {
        Workbench bench = Workbench.at("2026-01-31T08:00:00Z", ExampleCatalogue.AGENT_PLATFORM.catalogue());
        bench.open(ACME).subscribe(ACME, "professional-annual");
        bench.on("2026-02-10T08:00:00Z");
        bench.count(ACME, "agent.run", 1_010, Map.of("seconds", 1));
        bench.on("2027-01-31T08:00:00Z").close(ACME);

        assertThat(totals(bench.invoices(ACME))).containsExactly("490.00", "0.50", "490.00");
        assertThat(bench.invoices(ACME).get(1).content().period().end())
                .as("the month of the 31st ends with February")
                .isEqualTo("2026-02-28T08:00:00Z");
    }

    @Test
    void leavingAYearEarlyCreditsWhatIsLeftOfItIfAskedTo() {
        Workbench bench = Workbench.at("2026-01-01T00:00:00Z", ExampleCatalogue.AGENT_PLATFORM.catalogue());
        bench.open(ACME).subscribe(ACME, "professional-annual");
        bench.on("2026-03-15T00:00:00Z");
        bench.change(MAIN, new Step.Cancel(When.NOW, true));

        // 292 of 365 days of 490 are left
        assertThat(totals(bench.invoices(ACME))).containsExactly("490.00", "-392.00");
        assertThat(bench.on("2027-06-01T00:00:00Z").close(ACME)).isEmpty();
    }

    @Test
    void fromMonthToYearBeginsAPeriodOfItsOwn() {
        Workbench bench = Workbench.at("2026-04-01T00:00:00Z", ExampleCatalogue.AGENT_PLATFORM.catalogue());
        bench.open(ACME).subscribe(ACME, "professional");
        bench.on("2026-04-16T00:00:00Z");
        bench.change(MAIN, toPlan("professional-annual", When.NOW));

        assertThat(totals(bench.invoices(ACME))).containsExactly("49.00", "465.50");
        bench.on("2027-04-16T00:00:00Z").close(ACME);
        assertThat(totals(bench.invoices(ACME))).containsExactly("49.00", "465.50", "490.00");
    }
}
