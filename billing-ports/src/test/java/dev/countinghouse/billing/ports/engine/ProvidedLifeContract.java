package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.RefundId;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.RefundPurchase;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The life of a customer as in {@link CustomerLifeContract}, where the provider invoices: from the first visit to the last
 * invoice, whatever becomes of notices, it comes to the same.
 */
public abstract class ProvidedLifeContract extends ProvidedCase {

    /**
     * Months of 31 days at 1.00 a day for pro and 3.00 a day for max; calls at 0.10 and 0.05. Of the first month 21 days are
     * given back and cost 63.00 after the upgrade, with the month after the downgrade.
     */
    @ParameterizedTest
    @EnumSource(Notices.class)
    void fromTheFirstVisitToTheLastInvoice(Notices fate) {
        openForBusiness();
        register();
        settle(fate);
        assertThat(plans()).containsExactly("free");
        pages.complete(page("pro", toPlan("pro")), "card_ok");
        settle(fate);
        assertThat(plans()).containsExactly("pro");
        bench.count(ACME, "call", 30);

        to("2026-03-20T12:00:00Z");
        change("max", When.NOW);
        bench.count(ACME, "call", 10);
        change("pro", When.PERIOD_END);
        pages.complete(page("credits", buying("25.00")), "bank_async_ok");
        settle(fate);
        assertThat(plans()).containsExactly("max");
        assertThat(credits()).as("the bank takes its time").isEqualTo("0");
        to("2026-04-10T14:00:00Z");
        sooner(fate);
        assertThat(plans()).containsExactly("pro");
        assertThat(credits()).isEqualTo("25");
        assertThat(invoices()).containsExactly("31.00 paid", second(fate));
        if (fate != Notices.LOST) {
            assertThat(lines(1))
                    .containsExactlyInAnyOrder(
                            "30 Calls 3.00",
                            "10 Calls 0.50",
                            "1 Unused time on Pro after 2026-03-20 -21.00",
                            "1 Remaining time on Max after 2026-03-20 63.00",
                            "1 Pro 31.00");
        }

        failAndRecover(fate);
        creditAndDispute(fate);
        bench.count(ACME, "call", 20);
        change(new Step.Cancel(When.PERIOD_END, false));
        to("2026-06-10T14:00:00Z");
        sooner(fate);
        assertThat(standing()).isEqualTo("canceled");
        assertThat(invoices()).containsExactly("31.00 paid", second(fate), "31.00 paid", "2.00 paid");
        assertThat(lines(3)).containsExactly("20 Calls 2.00");
        assertThat(told("provider_invoice.paid")).isEqualTo(4);
        assertThat(told("provider_invoice.payment_failed")).as("tries").isEqualTo(2);
        assertThat(engine.verifyLedger().verify(ACME, Optional.empty()).defect())
                .isEmpty();
        assertThat(engine.reconcile().reconcile(ACME, Instant.EPOCH)).isEmpty();
        assertThat(bench.invoices(ACME)).as("of ours").isEmpty();
    }

    /** Where the notice of the page was lost the first month is 11 minutes shorter, so that what is left of it costs a cent more. */
    private static String second(Notices fate) {
        return fate == Notices.LOST ? "76.51 paid" : "76.50 paid";
    }

    private void failAndRecover(Notices fate) {
        engine.payWith().use(ACME, "card_declined");
        to("2026-05-10T14:00:00Z");
        sooner(fate);
        assertThat(invoices()).containsExactly("31.00 paid", second(fate), "31.00 open");
        assertThat(standing()).isEqualTo("past_due");
        to("2026-05-12T00:00:00Z");
        sooner(fate);
        assertThat(standing()).isEqualTo("past_due");
        engine.payWith().use(ACME, "card_ok");
        sooner(fate);
        assertThat(invoices()).containsExactly("31.00 paid", second(fate), "31.00 paid");
        assertThat(standing()).isEqualTo("active");
    }

    private void creditAndDispute(Notices fate) {
        ProviderInvoice paid = copies().get(1);
        InvoiceGateway.Step goodwill =
                new InvoiceGateway.Step.Credit("goodwill", Money.parse("6.50", USD), "a bad day");
        for (int times = 1; times <= 2; times++) {
            assertThat(engine.changeProviderInvoice().change(paid.reference(), goodwill))
                    .isInstanceOf(InvoiceGateway.Outcome.Done.class);
        }
        sooner(fate);
        assertThat(copies().get(1).creditNotes())
                .extracting(note -> note.total().toDecimal())
                .containsExactly("6.50");
        assertThat(told("provider_invoice.credited")).isEqualTo(1);

        PurchaseId bought = PurchaseId.ofCheckout("credits");
        assertThat(engine.refundPurchase().refund(ACME, bought, new RefundId("a-part"), Money.parse("10.00", USD)))
                .isInstanceOf(RefundPurchase.Outcome.Refunded.class);
        take(fate);
        assertThat(credits()).isEqualTo("15");
        PaymentKey payment =
                engine.readPurchases().find(ACME, bought).orElseThrow().deal().key();
        bank.openDispute(payment, "fraudulent");
        takeSoonerOrLater(fate);
        assertThat(credits()).as("what is in dispute is not to be had").isEqualTo("0");
        bank.closeDispute(payment, true);
        takeSoonerOrLater(fate);
        assertThat(credits()).isEqualTo("15");
    }

    /** What is paid is asked about again after a day, and after two. */
    private void takeSoonerOrLater(Notices fate) {
        take(fate);
        if (fate == Notices.LOST) {
            later(Duration.ofDays(2));
            jobs();
        }
    }

    /** The provider gives up after a week, and so do we. */
    @ParameterizedTest
    @EnumSource(Notices.class)
    void whoDoesNotPayIsCanceled(Notices fate) {
        trying(fate, "card_ok");
        engine.payWith().use(ACME, "card_declined");
        to("2026-04-24T14:00:00Z");
        sooner(fate);
        assertThat(standing()).isEqualTo("past_due");
        assertThat(invoices()).containsExactly("31.00 paid", "31.00 open");
        to("2026-05-02T00:00:00Z");
        sooner(fate);
        assertThat(standing()).isEqualTo("canceled");
        assertThat(invoices()).as("it goes on to be owed").containsExactly("31.00 paid", "31.00 open");
        engine.payWith().use(ACME, "card_ok");
        assertThat(engine.changeProviderInvoice().change(copies().get(1).reference(), new InvoiceGateway.Step.Pay()))
                .isInstanceOf(InvoiceGateway.Outcome.Done.class);
        assertThat(invoices()).containsExactly("31.00 paid", "31.00 paid");
        assertThat(standing()).isEqualTo("canceled");
    }

    @ParameterizedTest
    @EnumSource(Notices.class)
    void aTrialThatEndsWithACardIsPaidFor(Notices fate) {
        trying(fate, "card_ok");
        assertThat(invoices()).containsExactly("31.00 paid");
        assertThat(standing()).isEqualTo("active");
    }

    @ParameterizedTest
    @EnumSource(Notices.class)
    void aTrialThatEndsWithoutOneEndsTheSubscriptionSoonerOrLater(Notices fate) {
        trying(fate, "none");
        assertThat(invoices()).containsExactly("31.00 open");
        assertThat(standing()).isEqualTo("past_due");
        to("2026-04-02T00:00:00Z");
        sooner(fate);
        assertThat(standing()).isEqualTo("canceled");
    }

    private void trying(Notices fate, String method) {
        openForBusiness();
        open(ACME);
        engine.payWith().use(ACME, method);
        engine.startSubscription()
                .start(new StartSubscription.Order(
                        Workbench.MAIN,
                        ACME,
                        new PlanKey("trying"),
                        1,
                        bench.clock.instant(),
                        Lifecycle.Anchor.START,
                        true,
                        List.of()));
        settle(fate);
        assertThat(standing()).isEqualTo("trialing");
        to("2026-03-24T14:00:00Z");
        sooner(fate);
    }
}
