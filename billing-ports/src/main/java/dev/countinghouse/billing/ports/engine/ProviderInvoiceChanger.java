package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Outcome;
import dev.countinghouse.billing.ports.driven.InvoiceGateway.Step;
import dev.countinghouse.billing.ports.driving.ChangeProviderInvoice;
import dev.countinghouse.billing.ports.driving.UnknownException;

/** Passes it on, and has the copy follow; where that does not come about a notice, or the next look, has it. */
final class ProviderInvoiceChanger implements ChangeProviderInvoice {

    private final InvoiceGateway gateway;
    private final InvoiceCopier copier;

    ProviderInvoiceChanger(InvoiceGateway gateway, InvoiceCopier copier) {
        this.gateway = gateway;
        this.copier = copier;
    }

    @Override
    public Outcome change(InvoiceReference reference, Step step) {
        requireKnown(reference);
        Outcome outcome = done(reference, step);
        copier.copy(reference);
        return outcome;
    }

    /** A draft may have been deleted there, and no notice of it has come yet. */
    private Outcome done(InvoiceReference reference, Step step) {
        try {
            return gateway.change(reference, step);
        } catch (IllegalArgumentException refused) {
            copier.copy(reference);
            requireKnown(reference);
            throw refused;
        }
    }

    private void requireKnown(InvoiceReference reference) {
        if (copier.seen(reference).isEmpty()) {
            throw new UnknownException("there is no invoice '" + reference + "' of the provider's");
        }
    }
}
