package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.reconciliation.Difference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Holds against each other what should agree: usage and invoices, invoices and what is collected, payments here and at the
 * provider, payments and credits. What only lags, as after a notice that was lost, is put right.
 */
public interface Reconcile {

    /**
     * One account, asking the provider about each of its payments.
     *
     * @param since looks at payments that were begun, and invoices that were issued, at this instant or later
     * @throws UnknownException for an account that there is not
     * @throws dev.countinghouse.billing.ports.driven.UnavailableException if the provider does not answer
     */
    List<Difference> reconcile(AccountId account, Instant since);

    /**
     * @param differences in the order of accounts
     * @param reconciled how many accounts were looked at
     * @param failed those that could not be, because the provider did not answer or something was wrong; and why
     * @param next where to go on; empty if these were the last
     */
    record Report(List<Difference> differences, int reconciled, List<Failed> failed, Optional<AccountId> next) {}

    record Failed(AccountId account, String reason) {}

    /**
     * So many accounts, behind one or from the first. Who fails holds back nobody; where several in a row do because the
     * provider does not answer, the rest of these is not looked at and told as failed.
     */
    Report reconcile(Optional<AccountId> after, int accounts, Instant since);
}
