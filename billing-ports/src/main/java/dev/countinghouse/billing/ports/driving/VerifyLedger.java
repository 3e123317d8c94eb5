package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.LedgerCheck.Defect;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import java.util.List;
import java.util.Optional;

/** Finds out whether ledgers are as they were written: every entry as it was sealed, none missing, balances their sum. */
public interface VerifyLedger {

    /**
     * @param kept a head that was exported earlier, which has to be on the way; without one, a tail that was cut off together
     *     with the head that is stored here is not found
     * @throws UnknownException for an account that there is not
     */
    Finding verify(AccountId account, Optional<LedgerHead> kept);

    /** Heads of all ledgers, ordered by account (Unicode code points), to be kept elsewhere or to be verified one by one. */
    List<LedgerHead> heads(Optional<AccountId> after, int limit);

    /**
     * @param head up to where it is in order
     * @param defect the first thing that is wrong; empty if nothing is
     */
    record Finding(LedgerHead head, Optional<Defect> defect) {

        public boolean isInOrder() {
            return defect.isEmpty();
        }
    }
}
