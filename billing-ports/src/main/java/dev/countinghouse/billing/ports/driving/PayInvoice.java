package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;

/** Has an invoice paid now, or says that it was paid in another way or never will be. */
public interface PayInvoice {

    /**
     * Tries now, by the account's method of payment, with the customer at the screen. While a payment is not decided it is
     * asked about, and none is begun beside it: asked twice, it is paid once.
     *
     * @throws UnknownException if there is no such invoice, or it asks for nothing
     * @throws dev.countinghouse.billing.ports.driven.UnavailableException if the provider did not answer; the payment may
     *     have been made, and is asked about again by itself
     */
    Outcome pay(InvoiceNumber invoice);

    /**
     * What is left was paid past the provider, by bank transfer say.
     *
     * @param reference by which the seller finds it in his books; with the same one again nothing more happens
     */
    Outcome paidOutside(InvoiceNumber invoice, String reference);

    /** Nobody expects it to be paid any more. Its customer is not in arrears with it from now on. */
    Outcome writeOff(InvoiceNumber invoice);

    sealed interface Outcome {

        /** How it stands now. */
        record Done(Receivable receivable) implements Outcome {}

        /** Nothing was done. */
        record Refused(String reason) implements Outcome {}
    }
}
