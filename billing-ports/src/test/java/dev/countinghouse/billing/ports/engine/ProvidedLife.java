package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.USD;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.ReadSubscriptions.Standing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/** The lives of customers as in {@link CustomerLife}, where the provider invoices. */
abstract class ProvidedLife extends ProvidedCase {

    /**
     * Months of 31 days at 1.00 a day for pro and 3.00 a day for max; calls at 0.10 and 0.05. Of the first month 21 days are
     * given back and cost 63.00 after the upgrade, with the month after the downgrade: 76.50. A first month that begins minutes
     * later, because a notice was lost or somebody crashed, is shorter, so that what is left of it costs cents more.
     */
    protected final void aWholeLife(Fate fate) {
        openForBusiness();
        register();
        settle(fate);
        assertThat(plans()).containsExactly("free");
        pages.complete(page("pro", toPlan("pro")), "card_ok");
        settle(fate);
        assertThat(plans()).containsExactly("pro");
        count("call", 30);

        to("2026-03-20T12:00:00Z");
        Left left = left();
        change("max", When.NOW);
        count("call", 10);
        change("pro", When.PERIOD_END);
        pages.complete(page("credits", buying("25.00")), "bank_async_ok");
        settle(fate);
        assertThat(plans()).containsExactly("max");
        assertThat(credits()).as("the bank takes its time").isEqualTo("0");
        to("2026-04-10T20:00:00Z");
        sooner(fate);
        assertThat(plans()).containsExactly("pro");
        assertThat(credits()).isEqualTo("25");
        String second = left.second() + " paid";
        assertThat(invoices()).containsExactly("31.00 paid", second);
        assertThat(lines(1))
                .containsExactlyInAnyOrder(
                        "30 Calls 3.00",
                        "10 Calls 0.50",
                        "1 Unused time on Pro after 2026-03-20 -" + left.of("31.00"),
                        "1 Remaining time on Max after 2026-03-20 " + left.of("93.00"),
                        "1 Pro 31.00");

        failAndRecover(fate, second);
        credit(fate);
        refundAndDispute(fate);
        count("call", 20);
        change(new Step.Cancel(When.PERIOD_END, false));
        to("2026-06-10T20:00:00Z");
        sooner(fate);
        assertThat(standing()).isEqualTo("canceled");
        assertThat(invoices()).containsExactly("31.00 paid", second, "31.00 paid", "2.00 paid");
        assertThat(lines(3)).containsExactly("20 Calls 2.00");
        assertThat(told("provider_invoice.paid")).isEqualTo(4);
        assertThat(told("provider_invoice.payment_failed")).as("tries").isEqualTo(2);
        assertThat(engine.verifyLedger().verify(ACME, Optional.empty()).defect())
                .isEmpty();
        assertThat(engine.reconcile().reconcile(ACME, Instant.EPOCH)).isEmpty();
        assertThat(taken()).as("his invoices he collects himself").containsExactly("25.00");
        assertThat(bench.invoices(ACME)).as("of ours").isEmpty();
    }

    /** What is left of a month. */
    private record Left(long seconds, long of) {

        BigDecimal of(String fee) {
            return new BigDecimal(fee)
                    .multiply(BigDecimal.valueOf(seconds))
                    .divide(BigDecimal.valueOf(of), 2, RoundingMode.HALF_UP);
        }

        BigDecimal second() {
            return new BigDecimal("34.50").subtract(of("31.00")).add(of("93.00"));
        }
    }

    private Left left() {
        Instant now = bench.clock.instant();
        Subscription pro = engine.readSubscriptions()
                .find(subscription())
                .map(Standing::subscription)
                .orElseThrow();
        Instant end = pro.periodAt(now).whole().end();
        return new Left(now.until(end, SECONDS), pro.termAt(now).from().until(end, SECONDS));
    }

    private void failAndRecover(Fate fate, String second) {
        payWith("card_declined");
        to("2026-05-10T20:00:00Z");
        sooner(fate);
        assertThat(invoices()).containsExactly("31.00 paid", second, "31.00 open");
        assertThat(standing()).isEqualTo("past_due");
        to("2026-05-12T00:00:00Z");
        sooner(fate);
        assertThat(standing()).isEqualTo("past_due");
        payWith("card_ok");
        sooner(fate);
        assertThat(invoices()).containsExactly("31.00 paid", second, "31.00 paid");
        assertThat(standing()).isEqualTo("active");
    }

    private void change(ProviderInvoice invoice, InvoiceGateway.Step step) {
        course.command(() -> assertThat(engine.changeProviderInvoice().change(invoice.reference(), step))
                .isInstanceOf(InvoiceGateway.Outcome.Done.class));
    }

    private void credit(Fate fate) {
        ProviderInvoice paid = copies().get(1);
        InvoiceGateway.Step goodwill =
                new InvoiceGateway.Step.Credit("goodwill", Money.parse("6.50", USD), "a bad day");
        for (int times = 1; times <= 2; times++) {
            change(paid, goodwill);
        }
        sooner(fate);
        assertThat(copies().get(1).creditNotes())
                .extracting(note -> note.total().toDecimal())
                .containsExactly("6.50");
        assertThat(told("provider_invoice.credited")).isEqualTo(1);
    }

    /** The provider gives up after a week, and so do we. */
    protected final void ofWhoDoesNotPay(Fate fate) {
        trying(fate, "card_ok");
        payWith("card_declined");
        to("2026-04-24T20:00:00Z");
        sooner(fate);
        assertThat(standing()).isEqualTo("past_due");
        assertThat(invoices()).containsExactly("31.00 paid", "31.00 open");
        to("2026-05-02T00:00:00Z");
        sooner(fate);
        assertThat(standing()).isEqualTo("canceled");
        assertThat(invoices()).as("it goes on to be owed").containsExactly("31.00 paid", "31.00 open");
        payWith("card_ok");
        change(copies().get(1), new InvoiceGateway.Step.Pay());
        assertThat(invoices()).containsExactly("31.00 paid", "31.00 paid");
        assertThat(standing()).isEqualTo("canceled");
    }

    protected final void aTrialWithACard(Fate fate) {
        trying(fate, "card_ok");
        assertThat(invoices()).containsExactly("31.00 paid");
        assertThat(standing()).isEqualTo("active");
    }

    protected final void aTrialWithoutACard(Fate fate) {
        trying(fate, "none");
        assertThat(invoices()).containsExactly("31.00 open");
        assertThat(standing()).isEqualTo("past_due");
        to("2026-04-02T00:00:00Z");
        sooner(fate);
        assertThat(standing()).isEqualTo("canceled");
    }

    private void trying(Fate fate, String method) {
        openForBusiness();
        open(ACME);
        payWith(method);
        startTrial();
        settle(fate);
        assertThat(standing()).isEqualTo("trialing");
        to("2026-03-24T20:00:00Z");
        sooner(fate);
    }
}
