package dev.countinghouse.billing.domain.ledger;

import java.util.Optional;

/**
 * One side of an entry.
 *
 * @param grant whose credits they are; of a pool always, so that what was spent leads back to what was bought
 */
public record Posting(LedgerAccount account, Optional<GrantId> grant, Credits amount) {

    public Posting {
        if (account.isPool() && grant.isEmpty()) {
            throw new IllegalArgumentException("posting of " + amount + " to " + account.key() + " names no grant");
        }
        if (amount.isZero()) {
            throw new IllegalArgumentException("posting to " + account.key() + " is of 0 " + amount.unit());
        }
    }

    public static Posting of(LedgerAccount account, Credits amount) {
        return new Posting(account, Optional.empty(), amount);
    }
}
