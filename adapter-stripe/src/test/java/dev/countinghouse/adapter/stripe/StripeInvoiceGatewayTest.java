package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.payment.OtherPayment;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driven.InvoiceGatewayContract;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.inmemory.InMemoryTestClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over real HTTP, each request held against the description of Stripe's API. */
class StripeInvoiceGatewayTest extends InvoiceGatewayContract {

    final InMemoryTestClock clock = new InMemoryTestClock(START);
    final FakeStripe stripe = new FakeStripe(clock);
    final Storage storage = InMemoryStorage.empty();
    final StripeInvoiceGateway gateway = Fakes.invoices(stripe, storage);

    @AfterEach
    void nothingWasAskedThatStripeDoesNotKnow() {
        stripe.close();
        assertThat(stripe.complaints()).isEmpty();
    }

    @Override
    protected InvoiceGateway gateway() {
        return gateway;
    }

    @Override
    protected void moveTo(Instant now) {
        clock.moveTo(now);
    }

    CustomerRef customer(AccountId account) {
        return storage.transactions().inTransaction(Scope.of(account), () -> {
            if (storage.customerRefs().of(account).isEmpty()) {
                storage.customerRefs().add(account, new CustomerRef(stripe.account.addCustomer(account.value())));
            }
            return storage.customerRefs().of(account).orElseThrow();
        });
    }

    @Override
    protected InvoiceReference drafts(AccountId account, SubscriptionId subscription, List<Money> lines) {
        ObjectNode mirrored = JsonNodeFactory.instance.objectNode();
        String id = "sub_" + (stripe.account.subscriptions.all.size() + 1);
        mirrored.put("id", id).put("object", "subscription").putObject("metadata");
        ((ObjectNode) mirrored.path("metadata")).put(Metadata.SUBSCRIPTION, subscription.value());
        stripe.account.subscriptions.all.put(id, mirrored);
        return draft(customer(account).value(), Optional.of(id), lines);
    }

    private InvoiceReference draft(String customer, Optional<String> subscription, List<Money> lines) {
        return new InvoiceReference(stripe.account
                .invoices
                .draft(
                        customer,
                        subscription,
                        lines.stream().map(StripeAmounts::of).toList())
                .path("id")
                .asText());
    }

    @Override
    protected InvoiceReference opensForSomebodyElse() {
        InvoiceReference theirs = draft(stripe.account.addCustomer("acme"), Optional.empty(), List.of(usd(100)));
        at(theirs).put("status", "open").put("number", "F-9");
        return theirs;
    }

    ObjectNode at(InvoiceReference invoice) {
        return stripe.account.invoices.all.get(invoice.value());
    }

    @Override
    protected void hasCard(AccountId account, boolean takes) {
        paysBy(account, takes ? FakeMethod.OK : FakeMethod.DECLINED);
    }

    private void paysBy(AccountId account, FakeMethod kind) {
        String customer = customer(account).value();
        String method = stripe.account.addMethod(customer, kind);
        ((ObjectNode) stripe.account.customer(customer).path("invoice_settings")).put("default_payment_method", method);
    }

    @Override
    protected PaymentId paymentOf(InvoiceReference invoice) {
        return stripe.account.invoices.paidBy.values().stream()
                .filter(each -> each.path("invoice").asText().equals(invoice.value()))
                .map(each -> new PaymentId(each.at("/payment/payment_intent").asText()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    protected Money refunded(InvoiceReference invoice) {
        String charge = stripe.account
                .payments
                .intents
                .get(paymentOf(invoice).value())
                .path("latest_charge")
                .asText();
        return usd(stripe.account
                .payments
                .charges
                .get(charge)
                .path("amount_refunded")
                .asLong());
    }

    @Override
    protected String creditsThere(InvoiceReference invoice, Money amount) {
        ObjectNode sent = JsonNodeFactory.instance.objectNode().put("amount", amount.minorUnits());
        return stripe.account
                .invoices
                .notes
                .create(at(invoice), sent)
                .body()
                .path("id")
                .asText();
    }

    @Test
    void aProrationAndItsPriceAreRead() {
        ProviderInvoice draft = found(drafts(ACME, SUBSCRIPTION, List.of(usd(2000), usd(-500))));
        assertThat(draft.lines()).extracting(ProviderInvoice.Line::proration).containsExactly(false, true);
        assertThat(draft.lines().get(0).price().orElseThrow().value()).isEqualTo("price_pro");
        assertThat(draft.lines().get(0).quantity()).contains(java.math.BigDecimal.ONE);
    }

    @Test
    void taxAndDiscountsAreAddedUp() {
        InvoiceReference reference = draft(2000);
        ObjectNode there = at(reference);
        there.withArray("total_discount_amounts").addObject().put("amount", 100);
        there.withArray("total_discount_amounts").addObject().put("amount", 50);
        there.withArray("total_taxes").addObject().put("amount", 300);
        there.withArray("total_taxes").addObject().put("amount", 70);

        assertThat(found(reference).amounts().discount()).isEqualTo(usd(150));
        assertThat(found(reference).amounts().tax()).isEqualTo(usd(370));
    }

    @Test
    void whyItCouldNotBeFinalizedIsTold() {
        InvoiceReference reference = draft(2000);
        at(reference)
                .putObject("last_finalization_error")
                .put("type", "invalid_request_error")
                .put("code", "customer_tax_location_invalid")
                .put("message", "a text for programmers, which repeats " + FakeStripe.SECRET_KEY);

        assertThat(found(reference).problem()).contains("Stripe could not finalise it: customer_tax_location_invalid");
    }

    @Test
    void whatSomebodyRefundedIsNotRefundedOnceMore() {
        InvoiceReference reference = paid(1500);
        ObjectNode intent =
                stripe.account.payments.intents.get(paymentOf(reference).value());
        stripe.account.payments.refund(intent, 1200, JsonNodeFactory.instance.objectNode());

        done(reference, new InvoiceGateway.Step.Credit("a", usd(1000), "Sorry."));
        assertThat(refunded(reference)).isEqualTo(usd(1500));
    }

    @Test
    void aBankThatHasNotDecidedHasNotDeclined() {
        paysBy(ACME, FakeMethod.BANK);
        InvoiceReference reference = open(1500);
        assertThat(gateway.change(reference, new InvoiceGateway.Step.Pay()))
                .isEqualTo(new InvoiceGateway.Outcome.Done(found(reference)));

        assertThat(found(reference).status()).isEqualTo(ProviderInvoice.Status.OPEN);
        assertThat(found(reference).tries()).isZero();
        assertThat(gateway.of(ACME, START, 9)).containsExactly(found(reference));
        stripe.account.payments.intents.get(paymentOf(reference).value()).put("status", "requires_payment_method");
        assertThat(found(reference).tries()).isEqualTo(1);
    }

    @Test
    void itsPaymentIsNoneThatWasAskedForHere() {
        StripePaymentGateway payments = Fakes.gateway(stripe, storage, clock);
        PaymentId payment = paymentOf(paid(1500));
        assertThat(payments.find(payment)).isEmpty();
        assertThat(payments.others(ACME, START)).extracting(OtherPayment::id).containsExactly(payment);
    }

    @Test
    void oneThatWasMadeByHandIsOfNoSubscription() {
        InvoiceReference reference = draft(customer(ACME).value(), Optional.empty(), List.of(usd(100)));
        assertThat(found(reference).subscription()).isEmpty();
    }
}
