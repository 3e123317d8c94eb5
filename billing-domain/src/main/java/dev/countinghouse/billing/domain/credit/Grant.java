package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Credits that were granted and what became of them. What is neither left nor held nor went back is spent.
 *
 * @param ordinal of the entry that granted them
 * @param amount what was granted, corrections included
 * @param left to be spent
 * @param held reserved of it by holds that are open
 * @param repaid spent on what had been overdrawn
 * @param closedTo where what comes back goes instead of to {@code left}, once the grant has expired or was withdrawn
 */
public record Grant(
        GrantOrder order,
        long ordinal,
        Instant grantedAt,
        Credits amount,
        Credits left,
        Credits held,
        Credits repaid,
        Optional<LedgerAccount> closedTo) {

    /** Which is spent first: by priority, then the one that expires first, then the one that was granted first. */
    static final Comparator<Grant> BURN_ORDER = Comparator.comparingInt((Grant grant) -> grant.order.priority())
            .thenComparing(grant -> grant.order.expiresAt().orElse(Instant.MAX))
            .thenComparingLong(Grant::ordinal)
            .thenComparing(Grant::id);

    public Grant {
        if (left.signum() < 0 || held.signum() < 0 || repaid.signum() < 0) {
            throw new IllegalArgumentException("grant " + order.id() + " has " + left + " left, " + held + " held, "
                    + repaid + " repaid; none of them can be below 0");
        }
        if (closedTo.isPresent() && !left.isZero()) {
            throw new IllegalArgumentException("grant " + order.id() + " is closed and has " + left + " left");
        }
    }

    static Grant of(GrantOrder order, long ordinal, Instant at) {
        Credits none = Credits.zero(order.amount().unit());
        return new Grant(order, ordinal, at, order.amount(), order.amount(), none, none, Optional.empty());
    }

    public GrantId id() {
        return order.id();
    }

    public LedgerAccount pool() {
        return order.pool();
    }

    public boolean isEffective(Instant at) {
        return order.effectiveAt().filter(at::isBefore).isEmpty();
    }

    boolean hasExpired(Instant at) {
        return order.expiresAt().filter(expiry -> !at.isBefore(expiry)).isPresent();
    }

    public boolean pays(SpendPurpose purpose, Instant at) {
        return closedTo.isEmpty()
                && left.signum() > 0
                && isEffective(at)
                && !hasExpired(at)
                && order.scope().covers(purpose);
    }

    /** Whether anything can still happen to it. A recurring one is open until it comes again or is revoked. */
    public boolean isOpen() {
        boolean recurs = pool() == LedgerAccount.RECURRING && closedTo.isEmpty();
        return recurs || left.signum() > 0 || held.signum() > 0 || repaid.signum() > 0;
    }

    Grant hold(Credits more) {
        return with(amount, left.minus(more), held.plus(more), repaid, closedTo);
    }

    /** Spends credits that were held. */
    Grant spendHeld(Credits spent) {
        return with(amount, left, held.minus(spent), repaid, closedTo);
    }

    Grant repay(Credits more) {
        return with(amount, left.minus(more), held, repaid.plus(more), closedTo);
    }

    /** What had been held or spent comes back, to be spent again unless the grant is closed. */
    Grant giveBack(Credits back, Credits ofHeld, Credits ofRepaid) {
        return with(
                amount,
                closedTo.isPresent() ? left : left.plus(back),
                held.minus(ofHeld),
                repaid.minus(ofRepaid),
                closedTo);
    }

    /** Spends credits, or takes them back. */
    Grant takeAway(Credits credits) {
        return with(amount, left.minus(credits), held, repaid, closedTo);
    }

    Grant correct(Credits by) {
        return with(amount.plus(by), left.plus(by), held, repaid, closedTo);
    }

    Grant close(LedgerAccount to) {
        return with(amount, Credits.zero(left.unit()), held, repaid, Optional.of(to));
    }

    private Grant with(Credits of, Credits free, Credits reserved, Credits returned, Optional<LedgerAccount> closed) {
        return new Grant(order, ordinal, grantedAt, of, free, reserved, returned, closed);
    }
}
