package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Copy;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Place;
import java.util.List;
import java.util.Optional;

/** The invoices of a provider that invoices, as they were when they were last read: a change there is here in a moment. */
public interface ReadProviderInvoices {

    Optional<Copy> find(InvoiceReference reference);

    /** Those of an account, or of all, in a status or any; the newest first, or those behind a place. */
    List<Copy> list(
            Optional<AccountId> account, Optional<ProviderInvoice.Status> status, Optional<Place> before, int limit);
}
