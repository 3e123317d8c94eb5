package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.domain.provider.Stage;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.ports.driven.PriceRefs.PriceRef;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Copy;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.standin.InvoiceStandIn;
import dev.countinghouse.billing.ports.standin.MeterStandIn;
import dev.countinghouse.billing.ports.standin.PaymentStandIn;
import dev.countinghouse.billing.ports.standin.PriceStandIn;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import dev.countinghouse.billing.ports.standin.StandInBook;
import dev.countinghouse.billing.ports.standin.SubscriptionStandIn;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whole course without a provider: what is sold, used and told here is invoiced by the stand-in, and copied from him. */
class InvoicedByStandInTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-04-01T00:00:00Z");
    private static final String SHOP =
            """
            catalogue: 1
            currency: USD
            meters:
              calls: {event: call, aggregation: count, unit: call}
              tokens: {event: call, aggregation: sum, property: tokens, unit: token}
            plans:
              pro:
                every: month
                charges:
                  base: {name: Pro, fee: 50.00}
                  calls: {name: Calls, meter: calls, per_unit: 0.10}
                  tokens:
                    name: Tokens
                    meter: tokens
                    graduated: {tiers: [{up_to: 1000, price: 0.02}, {price: 0.01, fee: 5.00}]}
                allowances: {calls: {included: 10, cap: none}}
                on_change: {allowance: restart}
            """;

    private final StandInBook book = StandInBook.inMemory();
    private final HandClock clock = new HandClock(START);
    private final PaymentStandIn bank = new PaymentStandIn(
            book,
            clock,
            SigningSecret.parse("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="),
            URI.create("https://pay.example/"));
    private final Workbench bench = new Workbench(InMemoryStorage.empty(), clock, wiring -> wiring.worldClock(clock)
            .payments(bank)
            .invoicedBy(new PriceStandIn(book))
            .tellUsageTo(new MeterStandIn(book, clock))
            .invoicesOf(new InvoiceStandIn(book, clock, URI.create("https://pay.example/invoices/"))));

    @Test
    void whatIsUsedHereIsInvoicedThereAndCopied() {
        bench.engine.publishCatalogue().publish(Workbench.catalogue(SHOP));
        bench.engine.provisionCatalogue().apply();
        bench.open(ACME).subscribe(ACME, "pro");
        new SubscriptionStandIn(book, clock).put(wanted(), Optional.empty());
        clock.set(Instant.parse("2026-03-10T12:00:00Z"));
        bench.count(ACME, "call", 15, Map.of("tokens", 100));
        bench.engine.reportUsage().report(ACME);
        clock.set(END.plusSeconds(1_800));
        bench.engine.reportUsage().report(ACME);
        clock.set(END.plusSeconds(3_600));
        hear();

        List<Copy> copies =
                bench.engine.readProviderInvoices().list(Optional.of(ACME), Optional.empty(), Optional.empty(), 10);
        assertThat(copies).hasSize(2);
        ProviderInvoice invoice = copies.get(0).invoice();
        assertThat(invoice.lines().stream().map(line -> line.description() + " " + line.amount()))
                .as("5 × 0.10; 1,000 × 0.02 + 500 × 0.01 + 5.00")
                .containsExactlyInAnyOrder("Calls 0.50 USD", "Tokens 30.00 USD", "Pro 50.00 USD");
        assertThat(invoice.amounts().paid().toDecimal()).isEqualTo("80.50");
        assertThat(invoice.status()).isEqualTo(Status.PAID);
        assertThat(invoice.subscription()).contains(MAIN);
    }

    private WantedSubscription wanted() {
        List<PricedItem> items =
                bench
                        .storage
                        .transactions()
                        .inTransaction(
                                Scope.SYSTEM, () -> bench.storage.priceRefs().prices())
                        .stream()
                        .map(InvoicedByStandInTest::item)
                        .toList();
        return new WantedSubscription(
                MAIN,
                ACME,
                START,
                Optional.empty(),
                END,
                Interval.parse("month"),
                new Stage(START, items, true),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                START);
    }

    private static PricedItem item(PriceRef ref) {
        PriceReference price = new PriceReference(ref.price());
        return ref.meter().isPresent() ? PricedItem.usage(price) : PricedItem.fee(price, 1);
    }

    /** Everything that the provider has to tell. */
    private void hear() {
        for (SignedNotice notice : bank.pendingNotices(100)) {
            bench.engine.receiveNotices().receive(notice.body().getBytes(StandardCharsets.UTF_8), notice.headers());
            bank.delivered(notice);
        }
        bench.engine.workOffNotices().all();
    }
}
