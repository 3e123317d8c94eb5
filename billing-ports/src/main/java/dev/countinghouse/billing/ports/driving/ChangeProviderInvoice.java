package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Outcome;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Step;

/**
 * Has something done about an invoice of a provider that invoices. What is done already is done, so whoever was not answered
 * asks again; what came of it is in the copy here before it is answered.
 */
public interface ChangeProviderInvoice {

    /**
     * @throws UnknownException if there is no copy of one
     * @throws IllegalArgumentException if another credit note was given under the key of a credit
     */
    Outcome change(InvoiceReference reference, Step step);
}
