package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.Key;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Interval;
import java.util.Optional;

/**
 * So many credits at a fixed price, the only way to buy credits of a unit that is no currency.
 *
 * @param lasts how long they can be spent; empty for as long as the sale says
 */
public record CreditPack(String key, String name, Money price, Credits credits, Optional<Interval> lasts) {

    public CreditPack {
        Key.require("pack", key);
        if (price.signum() <= 0) {
            throw new IllegalArgumentException("pack " + key + " costs " + price
                    + ", the price must be above 0: credits for nothing are a grant of a plan");
        }
        if (credits.signum() <= 0) {
            throw new IllegalArgumentException("pack " + key + " is of " + credits + ", it must be above 0");
        }
    }

    /** The part that is paid for, of a currency at most its price; what goes beyond was given. */
    public Credits bought() {
        return credits.unit().equals(CreditUnit.of(price.currency())) ? credits.min(Credits.of(price)) : credits;
    }

    public Credits bonus() {
        return credits.minus(bought());
    }
}
