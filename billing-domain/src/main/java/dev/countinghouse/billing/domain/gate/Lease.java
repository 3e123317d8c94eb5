package dev.countinghouse.billing.domain.gate;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Fraction;
import java.time.Instant;
import java.util.Comparator;

/**
 * What a bound has lent to a holder that decides without asking the storage. What is lent is outstanding until its usage is
 * reported or the lease ends, whatever becomes of the holder: so nothing is admitted twice, and what a holder loses comes
 * back.
 *
 * @param holder whom it is lent to
 * @param epoch counts the leases of a bound to a holder; one that was lost is never spent again under another epoch
 * @param granted so far, in units of the bound
 * @param reported of it: used, and recorded since
 * @param endsAt when the storage takes what is left to be free; the holder stops before that
 */
public record Lease(
        AccountId account,
        String holder,
        BoundKey bound,
        long epoch,
        Fraction granted,
        Fraction reported,
        Instant endsAt) {

    public static final Comparator<Lease> ORDER =
            Comparator.comparing(Lease::holder).thenComparing(Lease::bound).thenComparing(Lease::epoch);

    public Lease {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch is " + epoch + ", epochs begin at 1");
        }
    }

    public static Lease first(AccountId account, String holder, BoundKey bound) {
        return new Lease(account, holder, bound, 1, Fraction.ZERO, Fraction.ZERO, Instant.EPOCH);
    }

    /** The one after it, of which nothing is granted yet. */
    public Lease next() {
        return new Lease(account, holder, bound, epoch + 1, Fraction.ZERO, Fraction.ZERO, Instant.EPOCH);
    }

    public Lease grant(Fraction more, Instant until) {
        Instant end = until.isAfter(endsAt) ? until : endsAt;
        return new Lease(account, holder, bound, epoch, granted.plus(more), reported, end);
    }

    /** So much of it was used, and is recorded now. */
    public Lease report(Fraction used) {
        return new Lease(
                account, holder, bound, epoch, granted, reported.plus(used).min(granted), endsAt);
    }

    /** So much of it was not used, and will not be. */
    public Lease giveBack(Fraction left) {
        Fraction rest = granted.minus(left).max(reported);
        return new Lease(account, holder, bound, epoch, rest, reported, endsAt);
    }

    public boolean hasEnded(Instant now) {
        return !now.isBefore(endsAt);
    }

    /** What may still be used of it without being recorded. */
    public Fraction outstanding(Instant now) {
        return hasEnded(now) ? Fraction.ZERO : granted.minus(reported);
    }
}
