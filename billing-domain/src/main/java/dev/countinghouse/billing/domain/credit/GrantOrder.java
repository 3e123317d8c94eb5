package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.EntryKind;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.plan.GrantScope;
import java.time.Instant;
import java.util.Optional;

/**
 * Credits to be granted, and the terms they are granted on.
 *
 * @param pool purchased, bonus, promotional or recurring
 * @param priority lower ones are spent first
 * @param effectiveAt when they can first be spent; empty for at once
 * @param expiresAt from when on they cannot be spent any more
 * @param paid what was paid for them in a currency; the same credits where the unit is that currency
 * @param reason in words, for whoever reads the history; not sealed
 */
public record GrantOrder(
        GrantId id,
        LedgerAccount pool,
        Credits amount,
        int priority,
        Optional<Instant> effectiveAt,
        Optional<Instant> expiresAt,
        GrantScope scope,
        Optional<Credits> paid,
        String reason) {

    private static final int MOST_PRIORITY = 255;
    private static final int LONGEST_REASON = 500;

    public GrantOrder {
        if (!pool.isPool()) {
            throw new IllegalArgumentException("pool of grant " + id + " is " + pool.key()
                    + ", it must be purchased, bonus, promotional or recurring");
        }
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("amount of grant " + id + " is " + amount + ", it must be above 0");
        }
        if (priority < 0 || priority > MOST_PRIORITY) {
            throw new IllegalArgumentException(
                    "priority of grant " + id + " is " + priority + ", it must be 0 to " + MOST_PRIORITY);
        }
        if (effectiveAt.isPresent()
                && expiresAt.isPresent()
                && !effectiveAt.get().isBefore(expiresAt.get())) {
            throw new IllegalArgumentException("expiresAt of grant " + id + " is " + expiresAt.get()
                    + ", it must be after effectiveAt, " + effectiveAt.get());
        }
        if (paid.isPresent() != (pool == LedgerAccount.PURCHASED)) {
            throw new IllegalArgumentException(
                    "grant " + id + " to " + pool.key() + ": purchased credits have a price, and no others");
        }
        if (paid.filter(price -> price.signum() <= 0 || price.unit().equals(amount.unit()) && !price.equals(amount))
                .isPresent()) {
            throw new IllegalArgumentException("paid of grant " + id + " is " + paid.get()
                    + ", it must be above 0, and the amount, " + amount + ", where it is of the same unit");
        }
        if (reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("reason of grant " + id + " has " + reason.length()
                    + " characters, it must have at most " + LONGEST_REASON);
        }
    }

    EntryKind kind() {
        return paid.isPresent() ? EntryKind.PURCHASE : EntryKind.GRANT;
    }
}
