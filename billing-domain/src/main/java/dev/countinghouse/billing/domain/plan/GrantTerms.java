package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.Key;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.period.Interval;
import java.util.Optional;

/**
 * Credits that come with a plan: once per account, or again and again.
 *
 * @param every how often they come again, counted from the anchor of the subscription's periods; empty for once
 * @param lasts how long credits given once can be spent; empty for ever. Recurring ones last until they come again.
 * @param priority lower ones are spent first
 */
public record GrantTerms(
        String key,
        Credits amount,
        Optional<Interval> every,
        Optional<Interval> lasts,
        int priority,
        GrantScope scope,
        Optional<Rollover> rollover) {

    public static final int USUAL_PRIORITY = 50;
    public static final int MOST_PRIORITY = 255;

    public GrantTerms {
        Key.require("grant", key);
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("grant " + key + " is of " + amount + ", it must be above 0");
        }
        if (priority < 0 || priority > MOST_PRIORITY) {
            throw new IllegalArgumentException(
                    "priority of grant " + key + " is " + priority + ", it must be 0 to " + MOST_PRIORITY);
        }
        if (every.isPresent() && lasts.isPresent()) {
            throw new IllegalArgumentException("grant " + key + " comes every " + every.get()
                    + " and lasts until then, it takes no length of its own");
        }
        if (rollover.isPresent()) {
            if (every.isEmpty()) {
                throw new IllegalArgumentException("grant " + key + " comes once, only one that recurs rolls over");
            }
            if (!rollover.get().maximum().unit().equals(amount.unit())
                    || !rollover.get().minimum().unit().equals(amount.unit())) {
                throw new IllegalArgumentException(
                        "grant " + key + " is of " + amount + ", its rollover must be of the same unit");
            }
        }
    }

    public static GrantTerms once(String key, Credits amount) {
        return new GrantTerms(
                key, amount, Optional.empty(), Optional.empty(), USUAL_PRIORITY, GrantScope.ANYTHING, Optional.empty());
    }
}
