package dev.countinghouse.adapter.stripe;

import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.SubscriptionUpdateParams.BillingCycleAnchor;
import com.stripe.param.SubscriptionUpdateParams.Discount;
import com.stripe.param.SubscriptionUpdateParams.Item;
import com.stripe.param.SubscriptionUpdateParams.PauseCollection;
import com.stripe.param.SubscriptionUpdateParams.ProrationBehavior;
import com.stripe.param.SubscriptionUpdateParams.TrialEnd;
import com.stripe.param.common.EmptyParam;
import dev.countinghouse.billing.domain.provider.CouponReference;
import dev.countinghouse.billing.domain.provider.PricedItem;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import dev.countinghouse.billing.domain.subscription.Ending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of a subscription at Stripe is not as it is wanted, but for what is scheduled: one call that changes that alone. */
final class SubscriptionDifference {

    private final Subscription there;
    private final WantedSubscription wanted;
    private final SubscriptionUpdateParams.Builder params = SubscriptionUpdateParams.builder();
    private boolean isThere;
    private boolean itemsChange;

    private SubscriptionDifference(Subscription there, WantedSubscription wanted) {
        this.there = there;
        this.wanted = wanted;
    }

    /** Empty if all is as it is wanted. What has ended only has to be for what it was for, so that the right thing is credited. */
    static Optional<SubscriptionUpdateParams> of(Subscription there, WantedSubscription wanted) {
        SubscriptionDifference difference = new SubscriptionDifference(there, wanted);
        if (wanted.hasEnded()) {
            difference.compareItems(isTrialing(there));
        } else {
            boolean endsTrial = difference.compareTrial();
            difference.compareItems(endsTrial || isTrialing(there));
            difference.compareEnd();
            difference.comparePause();
            difference.compareCoupons();
        }
        return difference.isThere
                ? Optional.of(difference.params.setOffSession(true).build())
                : Optional.empty();
    }

    private static boolean isTrialing(Subscription there) {
        return there.getStatus().equals(SubscriptionReader.TRIALING);
    }

    /** One that was ended there stays so: it is charged for already. */
    private boolean compareTrial() {
        if (!isTrialing(there)
                || wanted.trialEnd()
                        .filter(end -> there.getTrialEnd().equals(end.getEpochSecond()))
                        .isPresent()) {
            return false;
        }
        isThere = true;
        if (wanted.isInTrial()) {
            params.setTrialEnd(wanted.trialEnd().orElseThrow().getEpochSecond());
            return false;
        }
        params.setTrialEnd(TrialEnd.NOW);
        return true;
    }

    /** Prorated from when ours changed; what somebody else has changed back is prorated from now. */
    private void compareItems(boolean free) {
        Instant since = wanted.current().from();
        boolean isNew = !Metadata.of(there, Metadata.SINCE).equals(Optional.of(since.toString()));
        boolean begins = isNew && wanted.current().newPeriod() && since.isAfter(wanted.chargedFrom());
        List<Item> items = items();
        if (items.isEmpty() && !begins) {
            return;
        }
        isThere = true;
        itemsChange = true;
        items.forEach(params::addItem);
        params.putMetadata(Metadata.SINCE, since.toString());
        params.setProrationBehavior(free ? ProrationBehavior.NONE : ProrationBehavior.CREATE_PRORATIONS);
        if (begins && !free) {
            params.setBillingCycleAnchor(BillingCycleAnchor.NOW);
        } else if (isNew && !free) {
            Instant start = SubscriptionReader.period(there).start();
            params.setProrationDate((since.isAfter(start) ? since : start).getEpochSecond());
        }
    }

    private List<Item> items() {
        List<Item> changes = new ArrayList<>();
        Set<PricedItem> missing = new HashSet<>(wanted.current().items());
        for (SubscriptionItem item : there.getItems().getData()) {
            Optional<PricedItem> same = missing.stream()
                    .filter(each -> each.price().value().equals(item.getPrice().getId()))
                    .findFirst();
            same.ifPresent(missing::remove);
            if (same.isEmpty()) {
                changes.add(Item.builder().setId(item.getId()).setDeleted(true).build());
            } else if (same.get().quantity().isPresent()
                    && !Optional.ofNullable(item.getQuantity())
                            .equals(Optional.of(same.get().quantity().getAsLong()))) {
                changes.add(Item.builder()
                        .setId(item.getId())
                        .setQuantity(same.get().quantity().getAsLong())
                        .build());
            }
        }
        wanted.current().items().stream().filter(missing::contains).forEach(item -> {
            Item.Builder added = Item.builder().setPrice(item.price().value());
            item.quantity().ifPresent(added::setQuantity);
            changes.add(added.build());
        });
        return changes;
    }

    /** An end behind a scheduled change belongs to the schedule. */
    private void compareEnd() {
        Optional<Ending> ending = wanted.next().isPresent() ? Optional.empty() : wanted.end();
        Optional<Long> at =
                ending.map(end -> SubscriptionReader.there(end.at(), there).getEpochSecond());
        Optional<Long> scheduled = SubscriptionReader.endOfSchedule(there).map(Instant::getEpochSecond);
        boolean isScheduled = at.isPresent() && at.equals(scheduled);
        if (isScheduled || at.equals(Optional.ofNullable(there.getCancelAt()).filter(end -> !isOfSchedule(end)))) {
            return;
        }
        isThere = true;
        if (at.isPresent()) {
            params.setCancelAt(at.get());
            if (!itemsChange) {
                params.setProrationBehavior(
                        ending.get().creditUnused() ? ProrationBehavior.CREATE_PRORATIONS : ProrationBehavior.NONE);
            }
        } else if (Boolean.TRUE.equals(there.getCancelAtPeriodEnd())) {
            params.setCancelAtPeriodEnd(false);
        } else {
            params.setCancelAt(EmptyParam.EMPTY);
        }
    }

    private boolean isOfSchedule(long end) {
        return SubscriptionReader.endOfSchedule(there)
                .filter(scheduled -> scheduled.getEpochSecond() == end)
                .isPresent();
    }

    private void comparePause() {
        boolean isPaused = there.getPauseCollection() != null;
        if (isPaused == wanted.paused()) {
            return;
        }
        isThere = true;
        if (wanted.paused()) {
            params.setPauseCollection(PauseCollection.builder()
                    .setBehavior(PauseCollection.Behavior.VOID)
                    .build());
        } else {
            params.setPauseCollection(EmptyParam.EMPTY);
        }
    }

    /** Each is given once: one that is not there any more is used up, or somebody has taken it back. */
    private void compareCoupons() {
        int given = Metadata.of(there, Metadata.COUPONS)
                .filter(text -> text.matches("[0-9]{1,4}"))
                .map(Integer::parseInt)
                .orElse(0);
        List<CouponReference> coupons = wanted.coupons();
        if (given >= coupons.size()) {
            return;
        }
        isThere = true;
        List<Discount> discounts = new ArrayList<>();
        there.getDiscounts()
                .forEach(id -> discounts.add(Discount.builder().setDiscount(id).build()));
        coupons.subList(given, coupons.size())
                .forEach(coupon -> discounts.add(
                        Discount.builder().setCoupon(coupon.value()).build()));
        params.setDiscounts(discounts).putMetadata(Metadata.COUPONS, String.valueOf(coupons.size()));
    }
}
