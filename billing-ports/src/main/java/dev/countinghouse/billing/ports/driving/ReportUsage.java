package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import java.util.List;

/**
 * Tells a provider that invoices how much was used: of each account, meter and billing period what it comes to now less what
 * he was told, as often as that changes, each difference once. Different accounts may be worked at at the same time, from
 * several processes.
 */
public interface ReportUsage {

    /** Accounts of which there may be something to tell, those whose period has ended first: the provider does not wait long. */
    List<AccountId> due(int limit);

    /**
     * Tells what there is to tell of an account; nothing if somebody else is at it.
     *
     * @return how many reports were settled
     * @throws dev.countinghouse.billing.ports.driven.UnavailableException if the provider did not answer: the account is due
     *     again later
     */
    int report(AccountId account);
}
