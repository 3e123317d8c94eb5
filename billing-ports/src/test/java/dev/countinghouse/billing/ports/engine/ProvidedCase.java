package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;

import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driven.MeterGateway;
import dev.countinghouse.billing.ports.driven.PriceGateway;
import dev.countinghouse.billing.ports.driven.SubscriptionGateway;
import dev.countinghouse.billing.ports.standin.InvoiceStandIn;
import dev.countinghouse.billing.ports.standin.MeterStandIn;
import dev.countinghouse.billing.ports.standin.PriceStandIn;
import dev.countinghouse.billing.ports.standin.SubscriptionStandIn;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A shop whose provider invoices: all of him stands in one book, and is told of by notices. */
abstract class ProvidedCase extends LifeCase {

    private static final String SHOP =
            """
            catalogue: 1
            currency: USD
            meters:
              calls: {event: call, aggregation: count, unit: call}
            plans:
              free:
                every: month
                allowances: {calls: {included: 10, cap: hard}}
              pro:
                every: month
                charges: {base: {name: Pro, fee: 31.00}, calls: {name: Calls, meter: calls, per_unit: 0.10}}
                on_change: {proration: second}
              max:
                every: month
                charges: {base: {name: Max, fee: 93.00}, calls: {name: Calls, meter: calls, per_unit: 0.05}}
                on_change: {proration: second}
              trying:
                every: month
                phases: [{key: trial, trial: true, for: 14 days}]
                charges: {base: {name: Trying, fee: 31.00}}
                on_change: {proration: second}
            credits: {minimum: 10.00}
            """;

    /** Type and key of each message: who gets one more than once sees by them that he has it. */
    private final Set<List<String>> told = new HashSet<>();

    @Override
    protected BillingEngineBuilder wired(BillingEngineBuilder builder) {
        InstantSource clock = () -> bench.clock.instant();
        InvoiceStandIn invoices = new InvoiceStandIn(book, clock, URI.create("https://pay.example/invoices/"));
        return builder.invoicedBy(course.way(PriceGateway.class, new PriceStandIn(book)))
                .mirrorTo(course.way(SubscriptionGateway.class, new SubscriptionStandIn(book, clock)))
                .tellUsageTo(course.way(MeterGateway.class, new MeterStandIn(book, clock)))
                .invoicesOf(course.way(InvoiceGateway.class, invoices))
                .sink(message -> told.add(List.of(message.type(), message.key())));
    }

    protected final void openForBusiness() {
        course.command(() -> engine.publishCatalogue().publish(Workbench.catalogue(SHOP)));
        course.command(() -> engine.provisionCatalogue().apply());
    }

    @Override
    protected void runJobs() {
        super.runJobs();
        mirror();
        course.job(() -> engine.reportUsage().due(10).forEach(engine.reportUsage()::report));
        course.job(() -> engine.copyInvoices().copyDue(100));
    }

    /** Until nobody has anything to say any more. */
    protected final void settle(Fate fate) {
        mirror();
        while (!notices().isEmpty()) {
            take(fate);
            mirror();
        }
    }

    /** What notices should have told is found by looking, within hours. */
    protected final void sooner(Fate fate) {
        settle(fate);
        if (fate == Fate.LOST) {
            later(Duration.ofHours(7));
            runJobs();
            settle(fate);
        }
    }

    protected final void mirror() {
        while (!engine.mirrorSubscriptions().due(10).isEmpty()) {
            course.job(() -> engine.mirrorSubscriptions().due(10).forEach(engine.mirrorSubscriptions()::mirror));
        }
    }

    /** The oldest first. */
    protected final List<ProviderInvoice> copies() {
        return engine.readProviderInvoices().list(Optional.of(ACME), Optional.empty(), Optional.empty(), 100).stream()
                .map(copy -> copy.invoice())
                .sorted(Comparator.comparing(invoice -> invoice.dates().createdAt()))
                .toList();
    }

    protected final List<String> invoices() {
        return copies().stream()
                .map(invoice -> invoice.amounts().total().toDecimal() + " "
                        + invoice.status().key())
                .toList();
    }

    protected final List<String> lines(int invoice) {
        return copies().get(invoice).lines().stream()
                .map(line -> line.quantity().map(BigDecimal::toPlainString).orElse("") + " " + line.description() + " "
                        + line.amount().toDecimal())
                .toList();
    }

    protected final long told(String type) {
        course.job(() -> engine.deliverMessages().deliverDue());
        return told.stream().filter(message -> message.contains(type)).count();
    }
}
