package dev.countinghouse.adapter.stripe;

import com.stripe.model.CreditNote;
import com.stripe.model.Invoice;
import com.stripe.model.InvoicePayment;
import com.stripe.model.PaymentIntent;
import com.stripe.param.CreditNoteCreateParams;
import com.stripe.param.CreditNoteListParams;
import com.stripe.param.InvoiceLineItemListParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoicePaymentListParams;
import com.stripe.param.InvoiceRetrieveParams;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The calls about invoices, their credit notes and their payments. Each answers with an invoice as it is, and all its lines. */
final class StripeInvoices {

    private static final String SUBSCRIPTION = "parent.subscription_details.subscription";
    private static final String CHARGE = "data.payment.payment_intent.latest_charge";
    private static final long PAGE = 100;

    private final StripeConnection stripe;

    StripeInvoices(StripeConnection stripe) {
        this.stripe = stripe;
    }

    /** Empty also for a draft that somebody deleted. */
    Optional<Invoice> find(String id) {
        InvoiceRetrieveParams params =
                InvoiceRetrieveParams.builder().addExpand(SUBSCRIPTION).build();
        try {
            Invoice there = stripe.ask("read invoice " + id, v1 -> v1.invoices().retrieve(id, params));
            return Boolean.TRUE.equals(there.getDeleted()) ? Optional.empty() : Optional.of(complete(there));
        } catch (StripeRefusal refusal) {
            if (refusal.isMissing()) {
                return Optional.empty();
            }
            throw StripeConnection.unexpected("read invoice " + id, refusal);
        }
    }

    /** The newest first, as Stripe lists them. */
    List<Invoice> since(CustomerRef customer, Instant since, int limit) {
        InvoiceListParams.Builder params = InvoiceListParams.builder()
                .setCustomer(customer.value())
                .setCreated(InvoiceListParams.Created.builder()
                        .setGte(since.getEpochSecond())
                        .build())
                .addExpand("data." + SUBSCRIPTION)
                .setLimit(Math.min(PAGE, limit));
        return stripe.list("list invoices of customer " + customer, params::setStartingAfter, v1 -> v1.invoices()
                        .list(params.build()))
                .limit(limit)
                .map(this::complete)
                .toList();
    }

    /** In an invoice there are the first ten lines; and a try is counted before a bank has decided. */
    private Invoice complete(Invoice there) {
        if (there.getLines().getHasMore()) {
            InvoiceLineItemListParams.Builder params =
                    InvoiceLineItemListParams.builder().setLimit(PAGE);
            there.getLines()
                    .setData(stripe.list(
                                    "list the lines of invoice " + there.getId(),
                                    params::setStartingAfter,
                                    v1 -> v1.invoices().lineItems().list(there.getId(), params.build()))
                            .toList());
        }
        if (there.getStatus().equals("open") && there.getAttemptCount() > 0 && isBeingPaid(there.getId())) {
            there.setAttemptCount(there.getAttemptCount() - 1);
        }
        return there;
    }

    private boolean isBeingPaid(String invoice) {
        return payments(invoice, InvoicePaymentListParams.Status.OPEN).stream()
                .anyMatch(payment -> "processing".equals(payment.getStatus()));
    }

    /** All of an invoice, those that were made void too. */
    List<CreditNote> creditNotes(String invoice) {
        CreditNoteListParams.Builder params =
                CreditNoteListParams.builder().setInvoice(invoice).setLimit(PAGE);
        return stripe.list(
                        "list the credit notes of invoice " + invoice, params::setStartingAfter, v1 -> v1.creditNotes()
                                .list(params.build()))
                .toList();
    }

    Optional<CreditNote> creditNote(String id) {
        try {
            return Optional.of(
                    stripe.ask("read credit note " + id, v1 -> v1.creditNotes().retrieve(id)));
        } catch (StripeRefusal refusal) {
            if (refusal.isMissing()) {
                return Optional.empty();
            }
            throw StripeConnection.unexpected("read credit note " + id, refusal);
        }
    }

    void credit(CreditNoteCreateParams params, String key) throws StripeRefusal {
        stripe.ask("credit invoice " + params.getInvoice(), v1 -> v1.creditNotes()
                .create(params, StripeConnection.once(key)));
    }

    /** What it was paid by at Stripe, as each is now; without what was paid past it. */
    List<PaymentIntent> payments(String invoice) {
        return payments(invoice, InvoicePaymentListParams.Status.PAID);
    }

    private List<PaymentIntent> payments(String invoice, InvoicePaymentListParams.Status status) {
        InvoicePaymentListParams params = InvoicePaymentListParams.builder()
                .setInvoice(invoice)
                .setStatus(status)
                .addExpand(CHARGE)
                .setLimit(PAGE)
                .build();
        return stripe
                .get("list the payments of invoice " + invoice, v1 -> v1.invoicePayments()
                        .list(params))
                .getData()
                .stream()
                .flatMap(each -> Optional.ofNullable(each.getPayment().getPaymentIntentObject()).stream())
                .toList();
    }

    /** The invoice that a payment was for; it is for one at most. */
    Optional<String> ofPayment(String intent) {
        InvoicePaymentListParams params = InvoicePaymentListParams.builder()
                .setPayment(InvoicePaymentListParams.Payment.builder()
                        .setType(InvoicePaymentListParams.Payment.Type.PAYMENT_INTENT)
                        .setPaymentIntent(intent)
                        .build())
                .build();
        try {
            return stripe
                    .ask("ask which invoice payment " + intent + " was for", v1 -> v1.invoicePayments()
                            .list(params))
                    .getData()
                    .stream()
                    .map(InvoicePayment::getInvoice)
                    .findFirst();
        } catch (StripeRefusal refusal) {
            if (refusal.isMissing()) {
                return Optional.empty();
            }
            throw StripeConnection.unexpected("ask which invoice payment " + intent + " was for", refusal);
        }
    }
}
