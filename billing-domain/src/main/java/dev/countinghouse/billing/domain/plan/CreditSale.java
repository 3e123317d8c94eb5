package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Interval;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How credits are sold: any amount of one currency between bounds, of which one credit costs one unit, and packs.
 *
 * @param minimum the least that a purchase may be of; packs have their own price
 * @param maximum the most; empty for no bound
 * @param lasts how long bought credits can be spent; empty for ever
 * @param bonuses of these the best that applies is given with a purchase of an amount, never several
 */
public record CreditSale(
        Money minimum,
        Optional<Money> maximum,
        Optional<Interval> lasts,
        List<PurchaseBonus> bonuses,
        List<CreditPack> packs) {

    /** What is given with one purchase, and how long it can be spent; empty for ever. */
    public record Bonus(String key, Credits credits, Optional<Interval> lasts) {}

    public CreditSale {
        bonuses = List.copyOf(bonuses);
        packs = List.copyOf(packs);
        if (minimum.signum() <= 0) {
            throw new IllegalArgumentException(
                    "minimum of a purchase of credits is " + minimum + ", it must be above 0");
        }
        if (maximum.isPresent()
                && requireSame(minimum, maximum.get(), "maximum").compareTo(minimum) < 0) {
            throw new IllegalArgumentException("maximum of a purchase of credits is " + maximum.get()
                    + ", it must not be below the minimum of " + minimum);
        }
        checkBonuses(bonuses, minimum, maximum);
        checkPacks(packs, minimum);
    }

    private static void checkBonuses(List<PurchaseBonus> bonuses, Money minimum, Optional<Money> maximum) {
        Set<String> keys = new HashSet<>();
        for (PurchaseBonus bonus : bonuses) {
            Money from = requireSame(minimum, bonus.from(), "bonus " + bonus.key());
            if (!keys.add(bonus.key())) {
                throw new IllegalArgumentException("two bonuses are called '" + bonus.key() + "'");
            }
            maximum.filter(most -> from.compareTo(most) > 0).ifPresent(most -> {
                throw new IllegalArgumentException("bonus " + bonus.key() + " is given from " + from
                        + ", which no purchase reaches: the maximum is " + most);
            });
        }
    }

    private static void checkPacks(List<CreditPack> packs, Money minimum) {
        Set<String> keys = new HashSet<>();
        for (CreditPack pack : packs) {
            requireSame(minimum, pack.price(), "pack " + pack.key());
            if (!keys.add(pack.key())) {
                throw new IllegalArgumentException("two packs are called '" + pack.key() + "'");
            }
        }
    }

    private static Money requireSame(Money minimum, Money money, String what) {
        if (!money.currency().equals(minimum.currency())) {
            throw new IllegalArgumentException(
                    what + " is in " + money.currency() + ", credits are sold in " + minimum.currency());
        }
        return money;
    }

    public Currency currency() {
        return minimum.currency();
    }

    /** The one bonus on a purchase of an amount: the largest that applies, of equal ones the first. */
    public Optional<Bonus> bonus(Money paid, Optional<PlanKey> plan) {
        Optional<Bonus> best = Optional.empty();
        for (PurchaseBonus bonus : bonuses) {
            if (bonus.appliesTo(paid, plan)) {
                Credits credits = bonus.on(paid);
                Credits most = best.map(Bonus::credits).orElse(Credits.zero(credits.unit()));
                if (credits.compareTo(most) > 0) {
                    best = Optional.of(
                            new Bonus(bonus.key(), credits, bonus.lasts().or(() -> lasts)));
                }
            }
        }
        return best;
    }

    public Optional<CreditPack> pack(String key) {
        return packs.stream().filter(pack -> pack.key().equals(key)).findFirst();
    }

    /** How long the credits of a pack can be spent; empty for ever. */
    public Optional<Interval> lasts(CreditPack pack) {
        return pack.lasts().or(() -> lasts);
    }
}
