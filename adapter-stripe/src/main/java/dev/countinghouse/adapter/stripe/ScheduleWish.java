package dev.countinghouse.adapter.stripe;

import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionSchedule;
import com.stripe.param.SubscriptionScheduleUpdateParams;
import com.stripe.param.SubscriptionScheduleUpdateParams.EndBehavior;
import com.stripe.param.SubscriptionScheduleUpdateParams.Phase;
import com.stripe.param.SubscriptionScheduleUpdateParams.Phase.BillingCycleAnchor;
import com.stripe.param.SubscriptionScheduleUpdateParams.Phase.Discount;
import com.stripe.param.SubscriptionScheduleUpdateParams.Phase.Duration;
import com.stripe.param.SubscriptionScheduleUpdateParams.Phase.ProrationBehavior;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.Stage;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is wanted of a schedule: the subscription as it is, then the next stage, and then Stripe lets go of it or ends it. */
final class ScheduleWish {

    private final Subscription there;
    private final WantedSubscription wanted;

    ScheduleWish(Subscription there, WantedSubscription wanted) {
        this.there = there;
        this.wanted = wanted;
    }

    private Optional<Stage> next() {
        return wanted.next()
                .map(stage ->
                        new Stage(SubscriptionReader.there(stage.from(), there), stage.items(), stage.newPeriod()));
    }

    private Optional<Instant> end() {
        return wanted.end().map(end -> SubscriptionReader.there(end.at(), there));
    }

    /** One that is about to let go of the subscription, with nothing to come, is as none. */
    boolean isFulfilled() {
        Optional<Instant> endThere = SubscriptionReader.endOfSchedule(there);
        boolean isForIt = wanted.next().isPresent() || endThere.isPresent();
        return SubscriptionReader.next(there).equals(next()) && (!isForIt || endThere.equals(end()));
    }

    SubscriptionScheduleUpdateParams phases(SubscriptionSchedule schedule) {
        long start = start(schedule);
        Stage next = next().orElseThrow();
        Phase.Builder first = Phase.builder()
                .setStartDate(start)
                .setEndDate(next.from().getEpochSecond())
                .addAllItem(items(SubscriptionReader.items(there)))
                .setProrationBehavior(ProrationBehavior.NONE);
        if (there.getStatus().equals(SubscriptionReader.TRIALING)) {
            first.setTrialEnd(there.getTrialEnd());
        }
        Phase.Builder second = Phase.builder()
                .setStartDate(next.from().getEpochSecond())
                .addAllItem(items(next.items()))
                .setProrationBehavior(ProrationBehavior.CREATE_PRORATIONS)
                .setBillingCycleAnchor(next.newPeriod() ? BillingCycleAnchor.PHASE_START : BillingCycleAnchor.AUTOMATIC)
                .putMetadata(Metadata.SINCE, wanted.next().orElseThrow().from().toString());
        // it says how long Stripe holds on to the subscription, and changes nothing of it
        end().ifPresentOrElse(
                        end -> second.setEndDate(end.getEpochSecond()),
                        () -> second.setDuration(Duration.builder()
                                .setInterval(Duration.Interval.DAY)
                                .setIntervalCount(1L)
                                .build()));
        for (String discount : there.getDiscounts()) {
            Discount kept = Discount.builder().setDiscount(discount).build();
            first.addDiscount(kept);
            second.addDiscount(kept);
        }
        return SubscriptionScheduleUpdateParams.builder()
                .setEndBehavior(end().isPresent() ? EndBehavior.CANCEL : EndBehavior.RELEASE)
                .addPhase(first.build())
                .addPhase(second.build())
                .build();
    }

    /** Of the phase that is running, which cannot be moved; those before it need not be named. */
    private static long start(SubscriptionSchedule schedule) {
        return schedule.getCurrentPhase() == null
                ? schedule.getPhases().get(0).getStartDate()
                : schedule.getCurrentPhase().getStartDate();
    }

    private static List<Phase.Item> items(List<PricedItem> items) {
        return items.stream()
                .map(item -> {
                    Phase.Item.Builder each =
                            Phase.Item.builder().setPrice(item.price().value());
                    item.quantity().ifPresent(each::setQuantity);
                    return each.build();
                })
                .toList();
    }
}
