package dev.countinghouse.example;

import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.invoice.TaxItem;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.pricing.Step;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.ports.driving.ExplainInvoice.Explanation;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** An invoice, and where its largest line comes from: the steps of its rating and the requests behind it. */
final class InvoiceReport {

    private static final int STEPS_SHOWN = 4;
    private static final int EVENTS_SHOWN = 3;

    private final BillingEngine engine;
    private final PrintStream out;

    InvoiceReport(BillingEngine engine, PrintStream out) {
        this.engine = engine;
        this.out = out;
    }

    void print(IssuedInvoice invoice) {
        DraftInvoice content = invoice.content();
        out.printf(
                "INVOICE %s  %s to %s, due %s%n",
                invoice.number(),
                invoice.seller().name(),
                invoice.buyer().name(),
                Text.local(invoice.dueAt(), zone(invoice)));
        Table table = new Table("line", "<from", "used", "charged", "amount");
        for (LineItem line : content.lines()) {
            RatedLine rated = line.rated();
            String used = rated.meter().isPresent() ? Text.quantity(rated.used()) : "";
            table.row(
                    rated.description(),
                    Text.local(rated.period().start(), zone(invoice)),
                    used,
                    Text.quantity(rated.quantity()),
                    Text.money(line.amount()));
        }
        for (TaxItem tax : content.taxes()) {
            String name = tax.rate().name() + " " + tax.rate().percent() + " %";
            table.row(name, "", "", Text.money(tax.base()), Text.money(tax.amount()));
        }
        table.row("amount due", "", "", "", Text.money(content.amountDue()));
        table.print(out);
        out.println();
    }

    void explain(IssuedInvoice invoice, String charge) {
        LineItem line = invoice.content().lines().stream()
                .filter(item -> item.rated().charge().equals(charge))
                .findFirst()
                .orElseThrow();
        Explanation explanation = engine.explainInvoice()
                .explain(invoice.number(), line.key(), Optional.empty(), EVENTS_SHOWN)
                .orElseThrow();
        out.printf("WHY %s?  %s%n", Text.money(line.amount()), line.rated().description());
        printSteps(explanation.line().rated().steps());
        out.printf(
                "  exactly %s, rounded once; the first of the requests behind it:%n",
                Text.amount(line.rated().amount(), 12));
        explanation.events().forEach(event -> printEvent(event, zone(invoice)));
        out.println();
    }

    private void printSteps(List<Step> steps) {
        List<Step> largestFirst = steps.stream()
                .sorted((one, other) -> other.amount().compareTo(one.amount()))
                .toList();
        Table table = new Table("step", "tokens charged", "<price", "amount");
        for (Step step : largestFirst.subList(0, Math.min(STEPS_SHOWN, steps.size()))) {
            table.row(step.what(), Text.quantity(step.quantity()), step.price(), Text.amount(step.amount(), 6));
        }
        table.print(out);
        if (steps.size() > STEPS_SHOWN) {
            out.printf("  and %d smaller steps%n", steps.size() - STEPS_SHOWN);
        }
    }

    private void printEvent(UsageEvent event, ZoneId zone) {
        out.printf(
                "    %s  %-33s %-11s %5s in %4s out  %s%n",
                Text.local(event.time(), zone),
                event.key(),
                event.data().text("project"),
                event.data().text("usage.input_tokens"),
                event.data().text("usage.output_tokens"),
                event.data().text("model"));
    }

    private static ZoneId zone(IssuedInvoice invoice) {
        return invoice.content().account().equals(Customer.HARBOR.id())
                ? Customer.HARBOR.account.zone()
                : Customer.LINDENHOF.account.zone();
    }
}
