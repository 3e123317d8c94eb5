package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import java.time.Instant;
import java.util.Optional;

/** The next invoice of an account as it stands at an instant: at the end of the period it is the invoice itself. */
public interface PreviewInvoice {

    /** Empty if the account has no running subscription then. */
    Optional<DraftInvoice> preview(AccountId account, Instant asOf);
}
