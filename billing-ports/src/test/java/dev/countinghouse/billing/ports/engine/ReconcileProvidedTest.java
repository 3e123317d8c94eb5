package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.reconciliation.Difference;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.standin.InvoiceStandIn;
import dev.countinghouse.billing.ports.standin.MeterStandIn;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a provider that invoices was told and has made of it, held against what is here. */
class ReconcileProvidedTest extends ProvidedCase {

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }

    @BeforeEach
    void aMonthOfPro() {
        openForBusiness();
        register();
        pages.complete(page("pro", toPlan("pro")), "card_ok");
        settle(Fate.IN_ORDER);
        bench.count(ACME, "call", 30);
        to("2026-04-10T16:00:00Z");
        settle(Fate.IN_ORDER);
    }

    private List<String> differences() {
        return engine.reconcile().reconcile(ACME, Instant.EPOCH).stream()
                .map(ReconcileProvidedTest::text)
                .toList();
    }

    private static String text(Difference found) {
        return found.kind().key() + " " + found.about() + ": " + found.here() + ", " + found.there()
                + (found.resolved() ? ", resolved" : "");
    }

    @Test
    void whatAgreesIsNotTold() {
        assertThat(invoices()).containsExactly("31.00 paid", "34.00 paid");
        assertThat(differences()).isEmpty();
    }

    @Test
    void whatSomebodyElseReportsIsTold() {
        MeterTally march = bench.storage.transactions().inTransaction(Scope.of(ACME), () -> bench.storage
                .usageReports()
                .tallies(ACME)
                .get(0));
        Instant then = bench.clock.instant().minus(Duration.ofDays(10));
        new MeterStandIn(book, () -> bench.clock.instant())
                .tell(UsageReport.of(march, march, 99, then, BigInteger.valueOf(7), bench.clock.instant(), 0));
        assertThat(differences())
                .containsExactly("usage_told_differs meter pro:calls from 2026-03-10T12:00:00Z: 30 told, 37 added up");
    }

    @Test
    void whatWasToldAMomentAgoMayNotBeAddedUpYet() {
        bench.count(ACME, "call", 5);
        engine.reportUsage().report(ACME);
        assertThat(differences()).isEmpty();
    }

    @Test
    void anInvoiceThatWasChangedAndNotToldOfIsCopied() {
        InvoiceGateway dashboard =
                new InvoiceStandIn(book, () -> bench.clock.instant(), URI.create("https://pay.example/invoices/"));
        dashboard.change(
                copies().get(1).reference(),
                new InvoiceGateway.Step.Credit("by hand", Money.parse("4.00", Workbench.USD), "a bad day"));
        notices().forEach(bank::delivered);
        assertThat(differences())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("invoice_copy_differs invoice in_")
                .endsWith("34.00 USD paid, 34.00 USD paid, 0 credit notes,"
                        + " 34.00 USD paid, 34.00 USD paid, 1 credit notes, resolved");
        assertThat(differences()).isEmpty();
        assertThat(copies().get(1).creditNotes()).hasSize(1);
    }
}
