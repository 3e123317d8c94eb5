package dev.countinghouse.billing.domain.purchase;

import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.CreditPack;
import dev.countinghouse.billing.domain.plan.CreditSale;
import dev.countinghouse.billing.domain.plan.CreditSale.Bonus;
import dev.countinghouse.billing.domain.plan.PlanKey;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What is bought for which price, as the catalogue said when the purchase began.
 *
 * @param bought credits that are paid for
 * @param lasts how long they can be spent, from when they are granted; empty for ever
 * @param bonus given on top
 */
public record PurchaseTerms(Wish wish, Money price, Credits bought, Optional<Interval> lasts, Optional<Bonus> bonus) {

    public PurchaseTerms {
        if (price.signum() <= 0) {
            throw new IllegalArgumentException("a purchase costs " + price + ", the price must be above 0");
        }
    }

    /** @param plan the account's main plan, on which a bonus may depend */
    public static PurchaseTerms of(CreditSale sale, Wish.Amount wish, Optional<PlanKey> plan) {
        Money price = wish.amount();
        return new PurchaseTerms(wish, price, Credits.of(price), sale.lasts(), sale.bonus(price, plan));
    }

    public static PurchaseTerms of(CreditSale sale, CreditPack pack) {
        Optional<Interval> lasts = sale.lasts(pack);
        Optional<Bonus> bonus =
                pack.bonus().isZero() ? Optional.empty() : Optional.of(new Bonus(pack.key(), pack.bonus(), lasts));
        return new PurchaseTerms(new Wish.Pack(pack.key()), pack.price(), pack.bought(), lasts, bonus);
    }

    /** The bought credits that are gone once so much of the price was given back. */
    Credits boughtFor(Money givenBack) {
        return share(bought, givenBack);
    }

    /** The same of the bonus. */
    Credits bonusFor(Money givenBack) {
        return share(bonusCredits(), givenBack);
    }

    Credits bonusCredits() {
        return bonus.map(Bonus::credits).orElse(Credits.zero(bought.unit()));
    }

    private Credits share(Credits all, Money givenBack) {
        Fraction part = Fraction.of(givenBack.minorUnits(), price.minorUnits());
        return new Credits(Fraction.of(all.value()).times(part).round(Credits.SCALE, RoundingMode.HALF_UP), all.unit());
    }

    /** What is paid for some of the bought credits: the same where their unit is the currency. */
    Credits paid(Credits credits, Money price) {
        return credits.unit().equals(CreditUnit.of(price.currency())) ? credits : Credits.of(price);
    }
}
