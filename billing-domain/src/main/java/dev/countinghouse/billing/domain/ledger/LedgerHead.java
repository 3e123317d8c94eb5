package dev.countinghouse.billing.domain.ledger;

import dev.countinghouse.billing.domain.account.AccountId;

/**
 * The end of an account's chain: kept elsewhere, it proves later that nothing before it was changed or cut off.
 *
 * @param entries how many there are
 * @param seal that of the last, {@link EntrySeal#NONE} without any
 */
public record LedgerHead(AccountId account, long entries, EntrySeal seal) {

    public static LedgerHead empty(AccountId account) {
        return new LedgerHead(account, 0, EntrySeal.NONE);
    }
}
