package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import java.util.List;

/** Issues what is due: the first invoice of a subscription, and one at the end of every usage period. */
public interface ClosePeriods {

    /** Issues everything due for an account by now, in order of time. Asked again it finds nothing due. */
    List<IssuedInvoice> close(AccountId account);

    /**
     * The same for up to {@code limit} accounts, the longest overdue first. One that fails does not hold back the others;
     * what failed is thrown when all have been tried, or after three in a row for which the storage was unavailable.
     */
    List<IssuedInvoice> closeDue(int limit);

    /** Up to {@code limit} accounts that something is due for now. */
    List<AccountId> due(int limit);
}
