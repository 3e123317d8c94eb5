package dev.countinghouse.billing.domain.checkout;

import dev.countinghouse.billing.domain.plan.PlanKey;

/** A plan that is to be taken, so many times. */
public record PlanChoice(PlanKey plan, long quantity) {

    public PlanChoice {
        if (quantity < 1) {
            throw new IllegalArgumentException(
                    "plan " + plan + " is taken " + quantity + " times, it must be 1 or more");
        }
    }
}
