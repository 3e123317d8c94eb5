package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.Key;
import dev.countinghouse.billing.domain.money.Money;

/** Credits that come with a plan: once when the subscription starts, or again every usage period. */
public record GrantTerms(String key, Money amount, boolean everyPeriod) {

    public GrantTerms {
        Key.require("grant", key);
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("grant " + key + " is of " + amount + ", it must be above 0");
        }
    }
}
