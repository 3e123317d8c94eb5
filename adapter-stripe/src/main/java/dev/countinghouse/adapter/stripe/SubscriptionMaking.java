package dev.countinghouse.adapter.stripe;

import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionCreateParams.BillingMode;
import com.stripe.param.SubscriptionCreateParams.ProrationBehavior;
import com.stripe.param.SubscriptionCreateParams.TrialSettings;
import com.stripe.param.SubscriptionCreateParams.TrialSettings.EndBehavior;
import com.stripe.param.SubscriptionCreateParams.TrialSettings.EndBehavior.MissingPaymentMethod;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.domain.provider.WantedSubscription;
import java.time.Duration;
import java.time.Instant;

/** What a subscription is made of at Stripe. Its end, its pause and what is scheduled come when it is there. */
final class SubscriptionMaking {

    private SubscriptionMaking() {}

    static SubscriptionCreateParams params(WantedSubscription wanted, CustomerRef customer) {
        SubscriptionCreateParams.Builder params = SubscriptionCreateParams.builder()
                .setCustomer(customer.value())
                .setBillingMode(
                        BillingMode.builder().setType(BillingMode.Type.FLEXIBLE).build())
                .setOffSession(true)
                .setProrationBehavior(ProrationBehavior.CREATE_PRORATIONS)
                // as ours: whoever has given nothing to pay by owes, and is dunned
                .setTrialSettings(TrialSettings.builder()
                        .setEndBehavior(EndBehavior.builder()
                                .setMissingPaymentMethod(MissingPaymentMethod.CREATE_INVOICE)
                                .build())
                        .build())
                .putMetadata(Metadata.SUBSCRIPTION, wanted.id().value())
                .putMetadata(Metadata.ACCOUNT, wanted.account().value())
                .putMetadata(Metadata.SINCE, wanted.current().from().toString())
                .putMetadata(Metadata.COUPONS, String.valueOf(wanted.coupons().size()))
                .addExpand("schedule");
        when(params, wanted);
        wanted.current().items().forEach(item -> {
            SubscriptionCreateParams.Item.Builder added = SubscriptionCreateParams.Item.builder()
                    .setPrice(item.price().value());
            item.quantity().ifPresent(added::setQuantity);
            params.addItem(added.build());
        });
        wanted.coupons()
                .forEach(coupon -> params.addDiscount(SubscriptionCreateParams.Discount.builder()
                        .setCoupon(coupon.value())
                        .build()));
        return params.build();
    }

    /**
     * So that its first period is ours: from when it is charged for, whatever has begun a period since, to the end of our
     * period, which Stripe charges in full.
     */
    private static void when(SubscriptionCreateParams.Builder params, WantedSubscription wanted) {
        if (wanted.isInTrial()) {
            Instant trialEnd = wanted.trialEnd().orElseThrow();
            params.setTrialEnd(trialEnd.getEpochSecond());
            if (wanted.periodEnd().isAfter(trialEnd)) {
                params.setBillingCycleAnchor(wanted.periodEnd().getEpochSecond());
            }
        } else if (wanted.end()
                .filter(end -> !end.at().isAfter(wanted.chargedFrom()))
                .isPresent()) {
            // it ended in its trial, unheard of: what is ended as soon as it is made must not be charged for before
            params.setTrialEnd(wanted.asOf().plus(Duration.ofDays(2)).getEpochSecond());
        } else {
            params.setBackdateStartDate(wanted.chargedFrom().getEpochSecond())
                    .setBillingCycleAnchor(wanted.periodEnd().getEpochSecond());
        }
    }
}
