package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.util.List;

/** Puts an account on the current version of a plan. Starting the same subscription again changes nothing. */
public interface StartSubscription {

    Outcome start(Order order);

    /** What {@code start} would answer and what the first invoice would hold, without doing it. */
    SubscriptionPreview preview(Order order);

    /**
     * @param id chosen by the caller, so that a retry is recognised
     * @param quantity how many times the plan is taken; 1 for most
     * @param trial whether to begin with the plan's trial, which an account may have once
     */
    record Order(
            SubscriptionId id,
            AccountId account,
            PlanKey plan,
            long quantity,
            Instant at,
            Lifecycle.Anchor anchor,
            boolean trial,
            List<CouponKey> coupons) {

        public Order {
            coupons = List.copyOf(coupons);
        }

        /** The plan once, from {@code at} on, with periods that begin where it starts; no trial, no coupons. */
        public static Order of(SubscriptionId id, AccountId account, PlanKey plan, Instant at) {
            return new Order(id, account, plan, 1, at, Lifecycle.Anchor.START, false, List.of());
        }
    }

    sealed interface Outcome {

        record Started(Subscription subscription) implements Outcome {}

        record Refused(String reason) implements Outcome {}
    }
}
