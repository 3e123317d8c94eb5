package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static dev.countinghouse.billing.ports.engine.Workbench.totals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ClosePeriodsTest {

    private final Workbench bench = Shop.opened();

    @Test
    void aPeriodIsClosedAtItsEndAndNotBefore() {
        bench.subscribe(ACME, "small");

        assertThat(bench.on("2026-03-31T23:59:59.999999Z").close(ACME)).isEmpty();
        assertThat(totals(bench.on("2026-04-01T00:00:00Z").close(ACME))).containsExactly("13.00");
        assertThat(bench.close(ACME)).isEmpty();
    }

    @Test
    void whatIsLongDueIsClosedPeriodByPeriodInOrder() {
        bench.subscribe(ACME, "small");
        List<IssuedInvoice> closed = bench.on("2026-06-15T00:00:00Z").close(ACME);

        assertThat(closed)
                .extracting(invoice -> invoice.content().period().end().toString())
                .containsExactly("2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z");
        assertThat(closed).extracting(IssuedInvoice::number).isSorted();
    }

    @Test
    void aBoundaryAtWhichNothingIsChargedPassesWithoutAnInvoice() {
        bench.subscribe(bench.order(Workbench.MAIN, ACME, "yearly", 1));
        bench.on("2027-03-01T00:00:00Z").close(ACME);

        assertThat(totals(bench.invoices(ACME))).containsExactly("365.00", "365.00");
        assertThat(bench.invoices(ACME)).extracting(IssuedInvoice::number).containsExactly(number(1), number(2));
    }

    @Test
    void anInvoiceSaysFromWhomToWhomAndWhenItIsDue() {
        BillingEngine engine = BillingEngine.builder()
                .storage(bench.storage)
                .clock(bench.clock)
                .seller(Party.named("Countinghouse Ltd"))
                .numberSeries("CH-2026", "CR")
                .paymentTerm(Duration.ofDays(30))
                .build();
        engine.startSubscription().start(bench.order(Workbench.MAIN, ACME, "small", 1));
        IssuedInvoice invoice = bench.invoices(ACME).get(0);

        assertThat(invoice.number()).isEqualTo(new InvoiceNumber("CH-2026", 1));
        assertThat(invoice.issuedAt()).isEqualTo(bench.clock.instant());
        assertThat(invoice.dueAt()).isEqualTo("2026-03-31T00:00:00Z");
        assertThat(invoice.seller().name()).isEqualTo("Countinghouse Ltd");
        assertThat(invoice.buyer().name()).isEqualTo("Party acme");
    }

    @Test
    void manyThatCloseAtOnceIssueEachInvoiceOnce() {
        bench.open(GLOBEX).subscribe(ACME, "small");
        bench.subscribe(GLOBEX, "large");
        bench.on("2026-08-15T00:00:00Z");
        List<List<IssuedInvoice>> closed = Race.of(thread -> thread % 2 == 0
                ? bench.engine.closePeriods().closeDue(10)
                : bench.close(thread % 4 == 1 ? ACME : GLOBEX));

        assertThat(closed.stream().flatMap(Collection::stream)).hasSize(10);
        assertThat(Stream.of(ACME, GLOBEX)
                        .flatMap(account -> bench.invoices(account).stream())
                        .map(invoice -> invoice.number().sequence())
                        .sorted())
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
    }

    @Test
    void theLongestOverdueComesFirstAndNoMoreThanAsked() {
        bench.open(GLOBEX).subscribe(ACME, "small");
        bench.subscribe(GLOBEX, "weekly");
        bench.on("2026-05-01T00:00:00Z");

        assertThat(bench.engine.closePeriods().closeDue(1))
                .extracting(invoice -> invoice.content().account())
                .containsOnly(GLOBEX)
                .hasSize(8);
        assertThat(bench.engine.closePeriods().closeDue(1))
                .extracting(invoice -> invoice.content().account())
                .containsOnly(ACME);
        assertThat(bench.engine.closePeriods().closeDue(1)).isEmpty();
    }

    @Test
    void anAccountThatCannotBeBilledDoesNotHoldBackTheOthers() {
        bench.open(GLOBEX).subscribe(ACME, "small");
        bench.subscribe(GLOBEX, "small");
        bench.on("2026-04-01T00:00:00Z");
        breakSubscriptionOf(ACME);

        assertThatThrownBy(() -> bench.engine.closePeriods().closeDue(10)).hasMessageContaining("acme");
        assertThat(totals(bench.invoices(GLOBEX))).containsExactly("10.00", "13.00");
    }

    /** Has it pin a version that is not there. */
    private void breakSubscriptionOf(AccountId account) {
        bench.storage.transactions().inTransaction(Scope.of(account), () -> {
            Subscribed stored = bench.storage.subscriptions().of(account).get(0);
            StartSubscription.Order order = bench.order(Workbench.MAIN, account, "small", 1);
            Subscription broken = Lifecycle.start(
                    order.id(),
                    account,
                    Shop.CATALOGUE.plan(order.plan()).orElseThrow().withVersion(99),
                    1,
                    stored.subscription().startedAt(),
                    ZoneOffset.UTC,
                    order.anchor(),
                    false);
            bench.storage
                    .subscriptions()
                    .save(new Subscribed(broken, stored.billedThrough(), stored.nextDueAt(), stored.revision()));
            return true;
        });
    }

    @Test
    void theBalanceOfACreditIsTakenUpByTheNextInvoices() {
        bench.subscribe(ACME, "large");
        bench.on("2026-03-16T12:00:00Z");
        bench.change(Workbench.toPlan("small", When.NOW));
        bench.use(ACME, "used", Map.of("tokens", 0));
        bench.on("2026-05-01T00:00:00Z").close(ACME);

        assertThat(bench.invoices(ACME))
                .extracting(invoice -> invoice.content().amountDue().toDecimal() + " of "
                        + invoice.content().total().toDecimal())
                .containsExactly("40.00 of 40.00", "0.00 of -1.00", "12.00 of 13.00");
    }

    @TestFactory
    Stream<DynamicTest> wrongInputIsRefusedByNameAndChangesNothing() {
        bench.subscribe(ACME, "small");
        bench.on("2026-04-01T00:00:00Z");
        return WrongInput.to(bench)
                .isRefused("an unknown account", () -> bench.close(new AccountId("nobody")), "nobody")
                .isRefused("no accounts", () -> bench.engine.closePeriods().closeDue(0), "limit", "0")
                .isRefused("less", () -> bench.engine.closePeriods().closeDue(-1), "limit", "-1")
                .tests();
    }

    private static InvoiceNumber number(long sequence) {
        return new InvoiceNumber("INV", sequence);
    }
}
