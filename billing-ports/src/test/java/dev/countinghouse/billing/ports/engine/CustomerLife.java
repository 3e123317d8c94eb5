package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.ReadReceivables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Customers from the first visit to the last invoice. */
abstract class CustomerLife extends LifeCase {

    private static final String SHOP =
            """
            catalogue: 1
            currency: USD
            plans:
              free: {every: month, charges: {base: {name: Free, fee: 0.00}}}
              pro:
                every: month
                charges: {base: {name: Pro, fee: 31.00}}
                on_change: {proration: day}
              max:
                every: month
                charges: {base: {name: Max, fee: 93.00}}
                on_change: {proration: day}
              trying:
                every: month
                phases: [{key: trial, trial: true, for: 14 days}]
                charges: {base: {name: Trying, fee: 31.00}}
            credits: {minimum: 10.00}
            """;

    private List<String> invoices() {
        return bench.invoices(ACME).stream()
                .map(invoice -> invoice.content().amountDue().toDecimal() + " " + status(invoice))
                .toList();
    }

    private String status(IssuedInvoice invoice) {
        return engine.readReceivables()
                .find(ACME, invoice.number())
                .map(ReadReceivables.Standing::receivable)
                .map(receivable -> receivable.status().key())
                .orElse("nothing");
    }

    private void pay(String method, Fate fate) {
        payWith(method);
        take(fate);
        jobs();
    }

    /**
     * Months of 31 days at 1.00 a day for pro and 3.00 a day for max: a first month of 31.00, of which 21 days are given back
     * and cost 63.00 after the upgrade, and 31.00 for the month after the downgrade.
     */
    protected final void aWholeLife(Fate fate) {
        course.command(() -> engine.publishCatalogue().publish(Workbench.catalogue(SHOP)));
        register();
        assertThat(plans()).containsExactly("free");
        pages.complete(page("pro", toPlan("pro")), "card_ok");
        take(fate);
        assertThat(plans()).containsExactly("pro");
        assertThat(standing()).isEqualTo("active");

        to("2026-03-20T12:00:00Z");
        change("max", When.NOW);
        change("pro", When.PERIOD_END);
        pages.complete(page("credits", buying("25.00")), "bank_async_ok");
        take(fate);
        assertThat(plans()).containsExactly("max");
        assertThat(credits()).as("the bank takes its time").isEqualTo("0");
        to("2026-04-10T20:00:00Z");
        take(fate);
        assertThat(plans()).containsExactly("pro");
        assertThat(invoices()).containsExactly("0.00 nothing", "104.00 paid");
        assertThat(credits()).isEqualTo("25");

        payWith("card_declined");
        to("2026-05-10T20:00:00Z");
        take(fate);
        assertThat(invoices()).containsExactly("0.00 nothing", "104.00 paid", "31.00 open");
        assertThat(standing()).isEqualTo("past_due");
        to("2026-05-30T20:00:00Z");
        take(fate);
        assertThat(standing()).isEqualTo("restricted");
        pay("card_ok", fate);
        assertThat(invoices()).containsExactly("0.00 nothing", "104.00 paid", "31.00 paid");
        assertThat(standing()).isEqualTo("active");

        refundAndDispute(fate);
        change(new Step.Cancel(When.PERIOD_END, false));
        to("2026-08-01T00:00:00Z");
        take(fate);
        assertThat(standing()).isEqualTo("canceled");
        assertThat(invoices()).as("nothing was used, nothing follows").hasSize(3);
        assertThat(taken()).as("each once").containsExactlyInAnyOrder("104.00", "25.00", "31.00");
        assertThat(engine.reconcile().reconcile(ACME, Instant.EPOCH)).isEmpty();
        assertThat(engine.verifyLedger().verify(ACME, Optional.empty()).defect())
                .isEmpty();
    }

    /** Neither he who has paid on a page nor he who has left it differs. */
    protected final void pagesOfTheProvider(Fate fate) {
        register();
        pages.complete(page("paid", buying("25.00")), "card_ok");
        pages.expire(page("left", buying("10.00")));
        take(fate);
        assertThat(credits()).isEqualTo("25");
        assertThat(engine.reconcile().reconcile(ACME, Instant.EPOCH)).isEmpty();
    }

    protected final void aTrialWithACard(Fate fate) {
        trying(fate, "card_ok");
        assertThat(invoices()).containsExactly("31.00 paid");
        assertThat(standing()).isEqualTo("active");
    }

    protected final void aTrialWithoutACard(Fate fate) {
        trying(fate, "none");
        assertThat(invoices()).containsExactly("31.00 open");
        assertThat(standing()).as("it is due on 7 April").isEqualTo("active");
        for (String[] then : new String[][] {
            {"2026-04-08T00:00:00Z", "past_due"},
            {"2026-04-18T00:00:00Z", "restricted"},
            {"2026-05-08T00:00:00Z", "canceled"}
        }) {
            to(then[0]);
            take(fate);
            assertThat(standing()).as(then[0]).isEqualTo(then[1]);
        }
        assertThat(invoices()).as("the second month began").containsExactly("31.00 uncollectible", "31.00 open");
    }

    private void trying(Fate fate, String method) {
        course.command(() -> engine.publishCatalogue().publish(Workbench.catalogue(SHOP)));
        open(ACME);
        payWith(method);
        startTrial();
        assertThat(standing()).isEqualTo("trialing");
        to("2026-03-24T20:00:00Z");
        take(fate);
        jobs();
    }
}
