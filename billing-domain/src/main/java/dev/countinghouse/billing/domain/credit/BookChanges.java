package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.JournalEntry;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import java.util.List;
import java.util.Map;

/**
 * What commands have changed of an account's credits, to be kept together.
 *
 * @param balances of all units, all accounts of them
 * @param wantsTopUp whether what is available is below the threshold of the account's top-up
 */
public record BookChanges(
        List<JournalEntry> entries,
        Map<CreditUnit, Map<LedgerAccount, Credits>> balances,
        List<Grant> grants,
        List<Hold> holds,
        List<Burn> burns,
        boolean wantsTopUp) {

    public boolean isEmpty() {
        return entries.isEmpty() && grants.isEmpty() && holds.isEmpty() && burns.isEmpty() && !wantsTopUp;
    }
}
