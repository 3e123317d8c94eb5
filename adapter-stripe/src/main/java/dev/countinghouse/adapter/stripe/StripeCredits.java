package dev.countinghouse.adapter.stripe;

import com.stripe.model.Charge;
import com.stripe.model.CreditNote;
import com.stripe.model.PaymentIntent;
import com.stripe.param.CreditNoteCreateParams;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Step.Credit;
import java.util.List;
import java.util.Optional;

/** Credit notes under keys, which stand in their metadata: Stripe's own keys are forgotten after a day. */
final class StripeCredits {

    private final StripeInvoices invoices;

    StripeCredits(StripeInvoices invoices) {
        this.invoices = invoices;
    }

    /** @throws IllegalArgumentException if another was given under the key */
    boolean isGiven(ProviderInvoice invoice, Credit credit) {
        if (invoice.creditNotes().isEmpty()) {
            return false;
        }
        Optional<CreditNote> given = invoices.creditNotes(invoice.reference().value()).stream()
                .filter(note -> Metadata.of(note, Metadata.KEY).equals(Optional.of(credit.key())))
                .findFirst();
        given.filter(note -> !StripeAmounts.money(note.getTotal(), note.getCurrency())
                        .equals(credit.amount()))
                .ifPresent(other -> {
                    throw new IllegalArgumentException("credit note key " + credit.key() + " was used for "
                            + StripeAmounts.money(other.getTotal(), other.getCurrency()) + " of invoice "
                            + invoice.reference() + ", it cannot be for " + credit.amount());
                });
        return given.isPresent();
    }

    /**
     * Of two at the same time one counts, by the key of the call. Where the money goes is in that key: the invoice may be paid,
     * or the payment refunded, between two tries, and Stripe refuses the same key for something else.
     */
    void give(ProviderInvoice invoice, Credit credit) throws StripeRefusal {
        String id = invoice.reference().value();
        CreditNoteCreateParams.Builder params = CreditNoteCreateParams.builder()
                .setInvoice(id)
                .setAmount(StripeAmounts.of(credit.amount()))
                .setMemo(credit.reason())
                .putMetadata(Metadata.KEY, credit.key())
                .putMetadata(Metadata.ACCOUNT, invoice.account().value());
        String way = invoice.status() == ProviderInvoice.Status.PAID ? back(invoice, credit, params) : "off";
        invoices.credit(params.build(), StripeIds.call("invoice:credit", id, credit.key(), way));
    }

    /**
     * As much of it as can go back to the card, if it was one; the rest to the customer's balance.
     *
     * @return how it is parted
     */
    private String back(ProviderInvoice invoice, Credit credit, CreditNoteCreateParams.Builder params) {
        long amount = StripeAmounts.of(credit.amount());
        List<PaymentIntent> payments = invoices.payments(invoice.reference().value());
        long refund = payments.size() == 1 ? Math.min(amount, refundable(payments.get(0))) : 0;
        if (refund > 0) {
            params.setRefundAmount(refund);
        }
        if (amount > refund) {
            params.setCreditAmount(amount - refund);
        }
        return "back " + refund + " of " + amount;
    }

    /** What is disputed has been taken back by the bank already. */
    private static long refundable(PaymentIntent intent) {
        Charge charge = intent.getLatestChargeObject();
        return charge == null || Boolean.TRUE.equals(charge.getDisputed())
                ? 0
                : charge.getAmount() - charge.getAmountRefunded();
    }
}
