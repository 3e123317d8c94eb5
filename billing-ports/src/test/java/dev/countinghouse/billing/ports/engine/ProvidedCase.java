package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.standin.InvoiceStandIn;
import dev.countinghouse.billing.ports.standin.MeterStandIn;
import dev.countinghouse.billing.ports.standin.PriceStandIn;
import dev.countinghouse.billing.ports.standin.SubscriptionStandIn;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A shop whose provider invoices: all of him stands in one book, and is told of by notices. */
abstract class ProvidedCase extends CheckoutCase {

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

    private final List<String> told = new ArrayList<>();

    @Override
    protected BillingEngineBuilder wired(BillingEngineBuilder builder) {
        InstantSource clock = () -> bench.clock.instant();
        return builder.invoicedBy(new PriceStandIn(book))
                .mirrorTo(new SubscriptionStandIn(book, clock))
                .tellUsageTo(new MeterStandIn(book, clock))
                .invoicesOf(new InvoiceStandIn(book, clock, URI.create("https://pay.example/invoices/")))
                .sink(message -> told.add(message.type()));
    }

    protected final void openForBusiness() {
        engine.publishCatalogue().publish(Workbench.catalogue(SHOP));
        engine.provisionCatalogue().apply();
    }

    protected final void to(String instant) {
        assertThat(engine.advanceClock().advance(Instant.parse(instant), 1_000).arrived())
                .isTrue();
    }

    /** Until nobody has anything to say any more. */
    protected final void settle(Notices fate) {
        mirror();
        while (!notices().isEmpty()) {
            take(fate);
            mirror();
        }
    }

    /** What notices should have told is found by looking, within hours. */
    protected final void sooner(Notices fate) {
        settle(fate);
        if (fate == Notices.LOST) {
            later(Duration.ofHours(7));
            engine.copyInvoices().copyDue(100);
            settle(fate);
        }
    }

    protected final void mirror() {
        while (!engine.mirrorSubscriptions().due(10).isEmpty()) {
            engine.mirrorSubscriptions().due(10).forEach(engine.mirrorSubscriptions()::mirror);
        }
    }

    protected final SubscriptionId subscription() {
        return engine.readSubscriptions().of(ACME).get(0).subscription().id();
    }

    protected final void change(Step step) {
        assertThat(engine.changeSubscription().change(subscription(), step))
                .isInstanceOf(SubscriptionChange.Changed.class);
    }

    protected final void change(String plan, When when) {
        change(new Step.ToPlan(new PlanKey(plan), 1, when));
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

    protected final String standing() {
        return engine.readSubscriptions()
                .find(subscription())
                .map(standing -> standing.subscription().state(standing.asOf()).name())
                .orElseThrow();
    }

    protected final long told(String type) {
        engine.deliverMessages().deliverDue();
        return told.stream().filter(type::equals).count();
    }
}
