package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.Key;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Interval;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Credits given on top of a purchase of at least {@code from}: a percentage of what is paid, or so many.
 *
 * @param plans for accounts on one of these plans only; for all if empty
 * @param lasts how long the given credits can be spent; empty for as long as bought ones
 */
public record PurchaseBonus(
        String key,
        Money from,
        Optional<Fraction> percent,
        Optional<Credits> amount,
        SortedSet<PlanKey> plans,
        Optional<Interval> lasts) {

    private static final Fraction HUNDRED = Fraction.of(100);

    public PurchaseBonus {
        Key.require("bonus", key);
        plans = Collections.unmodifiableSortedSet(new TreeSet<>(plans));
        if (percent.isPresent() == amount.isPresent()) {
            throw new IllegalArgumentException(
                    "bonus " + key + " must be either a percentage or an amount, it is " + percent + ", " + amount);
        }
        percent.ifPresent(share -> checkPercent(key, share));
        amount.ifPresent(credits -> checkAmount(key, from, credits));
    }

    private static void checkPercent(String key, Fraction percent) {
        if (percent.signum() <= 0 || percent.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException(
                    "bonus " + key + " is of " + percent + " %, it must be above 0 and not above 100");
        }
    }

    /** Of another unit it could not be told which of two bonuses is larger. */
    private static void checkAmount(String key, Money from, Credits amount) {
        if (amount.signum() <= 0 || !amount.unit().equals(CreditUnit.of(from.currency()))) {
            throw new IllegalArgumentException("bonus " + key + " is of " + amount + ", it must be above 0 and of "
                    + from.currency() + ", in which is paid");
        }
    }

    boolean appliesTo(Money paid, Optional<PlanKey> plan) {
        return paid.compareTo(from) >= 0
                && (plans.isEmpty() || plan.filter(plans::contains).isPresent());
    }

    Credits on(Money paid) {
        return amount.orElseGet(
                () -> Credits.rounded(paid.exact().times(percent.orElseThrow().dividedBy(HUNDRED))));
    }
}
