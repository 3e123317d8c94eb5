package dev.countinghouse.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.simulation.SimulatedAccounts;
import dev.countinghouse.billing.domain.simulation.SimulatedTerms;
import dev.countinghouse.billing.domain.simulation.SimulationId;
import dev.countinghouse.billing.domain.simulation.SimulationJob;
import dev.countinghouse.billing.domain.simulation.SimulationOrder;
import dev.countinghouse.billing.domain.simulation.SimulationResult;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.driving.AdvanceClock.Position;
import dev.countinghouse.billing.ports.driving.AllocateInvoice.Allocated;
import dev.countinghouse.billing.ports.driving.CreditInvoice;
import dev.countinghouse.billing.ports.driving.EvaluateCharge.Evaluation;
import dev.countinghouse.billing.ports.driving.ExplainInvoice.Explanation;
import dev.countinghouse.billing.ports.driving.SimulateAccounts.Progress;
import dev.countinghouse.billing.ports.driving.SimulatePlan.Simulation;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Snippets of docs/embedding.md: invoices, and questions about prices. */
class InvoiceSnippetsTest {

    private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");

    private final Shop shop = new Shop();
    private final BillingEngine billing = shop.billing;
    private final AccountId acme = shop.acme;

    @Test
    void anInvoiceIsPreviewedClosedExplainedAndCredited() {
        shop.use("one", 6_000_000);

        // snippet: preview
        DraftInvoice draft = billing.previewInvoice().preview(acme, APRIL).orElseThrow();
        // end

        shop.clock.moveTo(APRIL);
        // snippet: close
        List<IssuedInvoice> issued = billing.closePeriods().closeDue(1_000); // at most so many accounts per call
        // end

        assertThat(issued).hasSize(1);
        IssuedInvoice invoice = issued.get(0);
        assertThat(invoice.content()).isEqualTo(draft);

        // snippet: invoices
        List<IssuedInvoice> all = billing.readInvoices().of(acme); // in the order they were issued
        // end

        assertThat(all).endsWith(invoice);

        // snippet: explain
        LineItem line = invoice.content().lines().get(0);
        Explanation why = billing.explainInvoice()
                .explain(invoice.number(), line.key(), Optional.empty(), 100)
                .orElseThrow();
        why.line().rated().steps().forEach(System.out::println); // what × at what price = how much
        System.out.println(why.events().size() + " events, more: " + why.next().isPresent());
        // end

        assertThat(why.events()).hasSize(1);
        // 4,000,000 tokens beyond the allowance at 0.25 USD per million
        assertThat(line.amount()).hasToString("1.00 USD");

        // snippet: allocate
        Allocated split = billing.allocateInvoice()
                .allocate(invoice.number(), List.of("project", "user"), new TreeMap<>())
                .orElseThrow();
        split.totals().forEach((group, amount) -> System.out.println(group + ": " + amount));
        // end

        assertThat(split.lines()).hasSameSizeAs(invoice.content().lines());

        // snippet: credit
        Map<String, Money> half = Map.of(line.key(), Money.parse("0.50", Shop.USD));
        CreditNoteId id = new CreditNoteId("slow answers 2026-03-03"); // yours: asked again, it is given back once
        CreditInvoice.Outcome outcome =
                billing.creditInvoice().credit(id, invoice.number(), new TreeMap<>(half), "slow answers on 3 March");
        // end

        assertThat(outcome).isInstanceOf(CreditInvoice.Outcome.Credited.class);
    }

    @Test
    void aChargeIsTriedOut() {
        // snippet: evaluate
        String text = "{meter: agent_runs, package: {price: 5.00, size: 1000}}";
        Charge charge = CatalogueReader.readCharge(
                        new ChargeKey("draft"),
                        text,
                        ExampleCatalogue.SUBSCRIPTIONS.catalogue().meters(),
                        Shop.USD)
                .orThrow();
        Evaluation evaluation = billing.evaluateCharge().evaluate(charge, Fraction.of(2_500));
        System.out.println(evaluation.settled()); // 15.00 USD: three packages
        // end

        assertThat(evaluation.settled()).hasToString("15.00 USD");
    }

    @Test
    void aYearPasses() {
        // snippet: advance
        Instant year = shop.start.plus(Duration.ofDays(365));
        Position position = billing.advanceClock().advance(acme, year, 1_000); // at most so many stops
        System.out.println(
                position.arrived() + ", " + billing.readInvoices().of(acme).size());
        // end

        assertThat(position).isEqualTo(new Position(year, true));
        assertThat(billing.readInvoices().of(acme)).hasSize(13);
        assertThat(billing.readTime().now()).isBefore(year);
    }

    @Test
    void anotherPlanIsSimulated() {
        shop.use("one", 6_000_000);
        shop.clock.moveTo(APRIL);
        String file = "llm-product.yaml";
        PlanVersion scale = CatalogueReader.read(file, Resource.text(file))
                .orThrow()
                .plan(new PlanKey("scale"))
                .orElseThrow();

        // snippet: simulate
        Simulation what = billing.simulatePlan()
                .simulate(acme, scale, Map.of(), new Period(shop.start, APRIL)) // Map.of(): no unpublished meters
                .orElseThrow();
        System.out.println(what.actual() + " would have been " + what.simulated());
        // end

        assertThat(what.actual()).hasToString("50.00 USD");
        assertThat(what.simulated()).hasToString("65.00 USD");
    }

    @Test
    void manyAccountsAreSimulated() {
        shop.use("one", 6_000_000);
        shop.clock.moveTo(APRIL);
        String text = Resource.text("llm-product.yaml");

        // snippet: simulate-many
        Catalogue draft = CatalogueReader.read("draft.yaml", text).orThrow(); // what if this were published?
        SimulationId id = new SimulationId("new-prices"); // yours: ordered again, it is the same simulation
        Period march = new Period(shop.start, APRIL);
        billing.simulateAccounts()
                .order(id, new SimulationOrder(new SimulatedTerms.Draft(draft), new SimulatedAccounts.All(), march));

        while (billing.runSimulations().run(500) > 0) { // from a job of yours: at most so many accounts per call
            continue;
        }

        Progress progress = billing.simulateAccounts().find(id).orElseThrow();
        progress.tally().totals().forEach(total -> System.out.println(total.actual() + " -> " + total.simulated()));
        List<SimulationResult> page = billing.simulateAccounts().results(id, Optional.empty(), 200);
        // end

        assertThat(progress.job().state()).isEqualTo(SimulationJob.State.DONE);
        assertThat(page).hasSize(1);
    }
}
