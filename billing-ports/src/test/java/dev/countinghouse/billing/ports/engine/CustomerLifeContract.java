package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.RefundId;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.ReadReceivables;
import dev.countinghouse.billing.ports.driving.RefundPurchase;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A customer from the first visit to the last invoice: whatever becomes of notices, it comes to the same. */
public abstract class CustomerLifeContract extends CheckoutCase {

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

    private void to(String instant) {
        assertThat(engine.advanceClock().advance(Instant.parse(instant), 1_000).arrived())
                .isTrue();
    }

    private SubscriptionId subscription() {
        return engine.readSubscriptions().of(ACME).get(0).subscription().id();
    }

    private void change(String plan, When when) {
        bench.change(subscription(), new Step.ToPlan(new PlanKey(plan), 1, when));
    }

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

    private String standing() {
        return engine.readSubscriptions()
                .find(subscription())
                .map(standing -> standing.subscription().state(standing.asOf()).name())
                .orElseThrow();
    }

    private void pay(String method, Notices fate) {
        engine.payWith().use(ACME, method);
        take(fate);
        jobs();
        engine.collectInvoices().collect(100);
    }

    /** What is paid is asked about again after a day, and after two. */
    private void takeSoonerOrLater(Notices fate) {
        take(fate);
        if (fate == Notices.LOST) {
            later(Duration.ofDays(2));
            jobs();
        }
    }

    private static Money usd(String amount) {
        return Money.parse(amount, USD);
    }

    /**
     * Months of 31 days at 1.00 a day for pro and 3.00 a day for max: a first month of 31.00, of which 21 days are given back
     * and cost 63.00 after the upgrade, and 31.00 for the month after the downgrade.
     */
    @ParameterizedTest
    @EnumSource(Notices.class)
    void fromTheFirstVisitToTheLastInvoice(Notices fate) {
        engine.publishCatalogue().publish(Workbench.catalogue(SHOP));
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
        to("2026-04-10T13:00:00Z");
        take(fate);
        assertThat(plans()).containsExactly("pro");
        assertThat(invoices()).containsExactly("0.00 nothing", "104.00 paid");
        assertThat(credits()).isEqualTo("25");

        engine.payWith().use(ACME, "card_declined");
        to("2026-05-10T13:00:00Z");
        take(fate);
        assertThat(invoices()).containsExactly("0.00 nothing", "104.00 paid", "31.00 open");
        assertThat(standing()).isEqualTo("past_due");
        to("2026-05-30T13:00:00Z");
        take(fate);
        assertThat(standing()).isEqualTo("restricted");
        pay("card_ok", fate);
        assertThat(invoices()).containsExactly("0.00 nothing", "104.00 paid", "31.00 paid");
        assertThat(standing()).isEqualTo("active");

        refundAndDispute(fate);
        bench.change(subscription(), new Step.Cancel(When.PERIOD_END, false));
        to("2026-08-01T00:00:00Z");
        take(fate);
        assertThat(standing()).isEqualTo("canceled");
        assertThat(invoices()).as("nothing was used, nothing follows").hasSize(3);
        assertThat(engine.verifyLedger().verify(ACME, Optional.empty()).defect())
                .isEmpty();
    }

    private void refundAndDispute(Notices fate) {
        PurchaseId bought = PurchaseId.ofCheckout("credits");
        assertThat(engine.refundPurchase().refund(ACME, bought, new RefundId("a-part"), usd("10.00")))
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

    /** Neither he who has paid on a page nor he who has left it differs. */
    @ParameterizedTest
    @EnumSource(Notices.class)
    void pagesOfTheProviderAgreeWithUs(Notices fate) {
        register();
        pages.complete(page("paid", buying("25.00")), "card_ok");
        pages.expire(page("left", buying("10.00")));
        take(fate);
        assertThat(credits()).isEqualTo("25");
        assertThat(engine.reconcile().reconcile(ACME, Instant.EPOCH)).isEmpty();
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

    private void trying(Notices fate, String method) {
        engine.publishCatalogue().publish(Workbench.catalogue(SHOP));
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
        assertThat(standing()).isEqualTo("trialing");
        to("2026-03-24T12:00:00Z");
        take(fate);
        jobs();
    }
}
