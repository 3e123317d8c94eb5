package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.subscription.Ending;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the subscription at a provider that invoices has to be as of an instant: main plan and add-ons in one. It follows from
 * the timelines here, see {@link WantedSubscriptions}, so whoever does not know what the provider has heard of asks for all of
 * it again.
 *
 * <p>What comes to the same there, and what does not:
 *
 * <ul>
 *   <li>In a trial nothing is charged, so the items are those that follow it from the start.
 *   <li>Of several changes that the provider hears of at once the last one counts, from its instant on; those he hears of
 *       with the subscription itself count from its start.
 *   <li>A change that begins a period, the end of a trial before its time and an end at once take effect there when he hears
 *       of them, not when they were made.
 *   <li>Paused is no state of a subscription at Stripe: invoices go on to be made, and are void. Periods that begin in the
 *       pause are not charged, as here. But the usage of the period in which it was paused is on a void invoice, too, and is
 *       not charged, where here it is; and when it is resumed in the middle of a period, what is left of that is not
 *       charged, where here it is.
 *   <li>Periods there begin at the same time of day in UTC, here in the zone of the account.
 * </ul>
 *
 * @param id what it is known by there: that of the main subscription, and another one whenever something of that is invoiced
 *     again
 * @param start when ours began, or was invoiced again
 * @param trialEnd when its trial ends or ended; empty if it had none
 * @param periodEnd when the fee period ends that is running; in a trial, when the first period that is charged on the cycle
 *     begins
 * @param every how often fees are due
 * @param current since when it is for what; in a trial that is when the trial ends
 * @param next the change that is scheduled; empty if none is, or it comes after the end
 * @param end when it ends or ended, and whether what was charged for the time behind that is credited
 * @param paused whether nothing is to be charged
 * @param coupons the first given first; given ones stay
 * @param asOf the instant all of this is seen from
 */
public record WantedSubscription(
        SubscriptionId id,
        AccountId account,
        Instant start,
        Optional<Instant> trialEnd,
        Instant periodEnd,
        Interval every,
        Stage current,
        Optional<Stage> next,
        Optional<Ending> end,
        boolean paused,
        List<CouponReference> coupons,
        Instant asOf) {

    public WantedSubscription {
        coupons = List.copyOf(coupons);
        if (start.isAfter(asOf)) {
            throw new IllegalArgumentException(
                    "subscription " + id + " begins at " + start + ", it cannot be wanted at " + asOf);
        }
    }

    public boolean hasEnded() {
        return end.filter(ending -> !asOf.isBefore(ending.at())).isPresent();
    }

    public boolean isInTrial() {
        return trialEnd.filter(asOf::isBefore).isPresent();
    }

    /** From when on it is charged for. */
    public Instant chargedFrom() {
        return trialEnd.orElse(start);
    }
}
