package dev.countinghouse.example;

import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.cost.ExchangeRate;
import dev.countinghouse.billing.domain.cost.ExchangeRates;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.subscription.Lifecycle.Anchor;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.driving.OpenAccount;
import dev.countinghouse.billing.ports.driving.PublishCatalogue;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.driving.SubscriptionPreview;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;

/**
 * One month of an LLM product with two customers: usage of nearly ten thousand real requests comes in, the month is
 * closed, and everything about the bills is asked for. Start reading at {@link #run}.
 */
public final class MonthEnd {

    static final YearMonth MONTH = YearMonth.of(2025, 11);

    private final PrintStream out;
    private final InMemoryTestClock clock = new InMemoryTestClock(Instant.parse("2025-11-01T04:00:00Z"));
    private final BillingEngine engine = BillingEngine.builder()
            .inMemory() // an application passes storage(…) that outlives the process
            .testClock(clock) // an application keeps the system's clock
            .seller(new Party("Example Models Inc.", List.of("1 Market Square", "Springfield"), ""))
            .exchangeRates(dollarsToEuros("0.865"))
            .build();

    MonthEnd(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        PrintStream console = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        new MonthEnd(console).run();
    }

    BillingEngine run() {
        out.printf("Countinghouse: %s of two customers of an LLM product%n%n", MONTH);
        publishTheCatalogue();
        for (Customer customer : Customer.values()) {
            signUp(customer);
        }
        out.println();
        new Replay(engine, clock, out).run(MONTH.atDay(1), MONTH.atDay(29));

        UsageReport usage = new UsageReport(engine, out);
        for (Customer customer : Customer.values()) {
            usage.byModel(customer);
            usage.quotas(customer, clock.instant());
        }
        InvoiceReport invoices = new InvoiceReport(engine, out);
        for (IssuedInvoice invoice : closeTheMonth()) {
            invoices.print(invoice);
            invoices.explain(invoice, "input");
        }
        MarginReport margins = new MarginReport(engine, out);
        for (Customer customer : Customer.values()) {
            margins.byProject(customer);
        }
        margins.underTheOtherPlan();
        return engine;
    }

    private void publishTheCatalogue() {
        String file = "llm-product.yaml";
        var catalogue = CatalogueReader.read(file, Resource.text(file)).orThrow();
        if (engine.publishCatalogue().publish(catalogue) instanceof PublishCatalogue.Outcome.Refused refused) {
            throw new IllegalStateException(refused.reasons().toString());
        }
        out.printf(
                "CATALOGUE  %d meters, %d plans from %s%n",
                catalogue.meters().size(), catalogue.plans().size(), file);
    }

    private void signUp(Customer customer) {
        if (engine.openAccount().open(customer.account) instanceof OpenAccount.Outcome.Refused refused) {
            throw new IllegalStateException(refused.reason());
        }
        var order = new StartSubscription.Order(
                customer.subscription(),
                customer.id(),
                customer.plan,
                1,
                customer.month(MONTH).start(),
                Anchor.CALENDAR,
                false,
                List.of());
        // the preview is what the first invoice will be, to the cent
        if (engine.startSubscription().preview(order) instanceof SubscriptionPreview.Previewed preview) {
            out.printf(
                    "  %-17s  plan %-8s  %-16s  first invoice %s%n",
                    customer.label(),
                    customer.plan,
                    customer.account.zone(),
                    Text.money(preview.nextInvoice().amountDue()));
        }
        if (engine.startSubscription().start(order) instanceof StartSubscription.Outcome.Refused refused) {
            throw new IllegalStateException(refused.reason());
        }
    }

    /** The clock passes the end of the month in both time zones; whatever is due by then is invoiced. */
    private List<IssuedInvoice> closeTheMonth() {
        clock.moveTo(Instant.parse("2025-12-01T06:00:00Z"));
        return engine.closePeriods().closeDue(100);
    }

    private static ExchangeRates dollarsToEuros(String rate) {
        return new ExchangeRates(List.of(new ExchangeRate(
                Currency.getInstance("USD"), Currency.getInstance("EUR"), MONTH.atDay(1), Fraction.parse(rate))));
    }
}
