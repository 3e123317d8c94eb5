package dev.countinghouse.adapter.stripe;

import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import com.stripe.model.SubscriptionSchedule;
import com.stripe.param.SubscriptionCancelParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionItemListParams;
import com.stripe.param.SubscriptionListParams;
import com.stripe.param.SubscriptionRetrieveParams;
import com.stripe.param.SubscriptionScheduleCreateParams;
import com.stripe.param.SubscriptionScheduleUpdateParams;
import com.stripe.param.SubscriptionUpdateParams;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The calls about subscriptions and their schedules. Each answers with the subscription as it is then, and its schedule.
 *
 * <p>The key of a change names the wish that it is for and what is asked: the same wish may need another call than before, if
 * somebody who wants something else came between, and under a key that is taken Stripe refuses it for a day.
 */
final class StripeSubscriptions {

    private static final String SCHEDULE = "schedule";
    private static final long PAGE = 100;

    private final StripeConnection stripe;

    StripeSubscriptions(StripeConnection stripe) {
        this.stripe = stripe;
    }

    /** Of two that somebody gave the same id in the dashboard the older one, whatever has become of it. */
    Optional<Subscription> find(CustomerRef customer, SubscriptionId id) {
        SubscriptionListParams.Builder params = SubscriptionListParams.builder()
                .setCustomer(customer.value())
                .setStatus(SubscriptionListParams.Status.ALL)
                .addExpand("data." + SCHEDULE)
                .setLimit(PAGE);
        return stripe.list(
                        "list subscriptions of customer " + customer, params::setStartingAfter, v1 -> v1.subscriptions()
                                .list(params.build()))
                .filter(each -> Metadata.of(each, Metadata.SUBSCRIPTION).equals(Optional.of(id.value())))
                .min(Comparator.comparing(Subscription::getCreated).thenComparing(Subscription::getId))
                .map(this::withAllItems);
    }

    Optional<Subscription> find(String id) {
        SubscriptionRetrieveParams params =
                SubscriptionRetrieveParams.builder().addExpand(SCHEDULE).build();
        try {
            return Optional.of(withAllItems(stripe.ask(
                    "read subscription " + id, v1 -> v1.subscriptions().retrieve(id, params))));
        } catch (StripeRefusal refusal) {
            if (refusal.isMissing()) {
                return Optional.empty();
            }
            throw StripeConnection.unexpected("read subscription " + id, refusal);
        }
    }

    Subscription read(String id) {
        return find(id).orElseThrow(
                        () -> new IllegalStateException("Stripe does not know subscription " + id + " any more"));
    }

    /** In a subscription there are the first ten. */
    private Subscription withAllItems(Subscription there) {
        if (there.getItems().getHasMore()) {
            SubscriptionItemListParams params = SubscriptionItemListParams.builder()
                    .setSubscription(there.getId())
                    .setLimit(PAGE)
                    .build();
            List<SubscriptionItem> all = stripe.get(
                            "list the items of subscription " + there.getId(),
                            v1 -> v1.subscriptionItems().list(params))
                    .getData();
            there.getItems().setData(all);
        }
        return there;
    }

    Subscription create(SubscriptionCreateParams params, String key) throws StripeRefusal {
        return withAllItems(
                stripe.ask("make a subscription of customer " + params.getCustomer(), v1 -> v1.subscriptions()
                        .create(params, StripeConnection.once(key))));
    }

    void update(Subscription there, SubscriptionUpdateParams params, String wish) throws StripeRefusal {
        String key = StripeIds.call("subscription:change", wish, params.toMap().toString());
        stripe.ask("change subscription " + there.getId(), v1 -> v1.subscriptions()
                .update(there.getId(), params, StripeConnection.once(key)));
    }

    /** What was used is invoiced, and what is credited is, too. Without a key: once it is done, there is none to end. */
    void cancel(Subscription there, boolean creditUnused) throws StripeRefusal {
        SubscriptionCancelParams params = SubscriptionCancelParams.builder()
                .setInvoiceNow(true)
                .setProrate(creditUnused)
                .build();
        stripe.ask("end subscription " + there.getId(), v1 -> v1.subscriptions().cancel(there.getId(), params));
    }

    /** Begins with what the subscription is now. */
    SubscriptionSchedule schedule(Subscription there, String wish) throws StripeRefusal {
        SubscriptionScheduleCreateParams params = SubscriptionScheduleCreateParams.builder()
                .setFromSubscription(there.getId())
                .build();
        return stripe.ask("schedule a change of subscription " + there.getId(), v1 -> v1.subscriptionSchedules()
                .create(params, StripeConnection.once(StripeIds.call("schedule", wish))));
    }

    void update(SubscriptionSchedule schedule, SubscriptionScheduleUpdateParams params, String wish)
            throws StripeRefusal {
        String key = StripeIds.call(
                "schedule:phases", wish, schedule.getId(), params.toMap().toString());
        stripe.ask("change schedule " + schedule.getId(), v1 -> v1.subscriptionSchedules()
                .update(schedule.getId(), params, StripeConnection.once(key)));
    }

    /** The subscription goes on as it is, and nothing comes of what was scheduled. */
    void release(SubscriptionSchedule schedule, String wish) throws StripeRefusal {
        String key = StripeIds.call("schedule:release", wish, schedule.getId());
        stripe.ask("release schedule " + schedule.getId(), v1 -> v1.subscriptionSchedules()
                .release(schedule.getId(), StripeConnection.once(key)));
    }
}
