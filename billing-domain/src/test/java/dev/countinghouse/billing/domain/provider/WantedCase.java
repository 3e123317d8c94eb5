package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Rate;
import dev.countinghouse.billing.domain.plan.Charge.Settlement;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.plan.SpendBounds;
import dev.countinghouse.billing.domain.pricing.PerUnit;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Lifecycle.Anchor;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Monthly from 10 March 2026, unless said otherwise. */
class WantedCase {

    static final ZoneId UTC = ZoneId.of("UTC");
    static final Currency USD = Currency.getInstance("USD");
    static final PerUnit CENT = new PerUnit(Rate.of("0.01", USD, 1));
    static final PlanVersion PRO = PlanSketch.plan("pro")
            .trial("14 days", "sum", 5)
            .fee("30.00")
            .usage("calls", CENT)
            .usage("images", "images", CENT, SpendBounds.NONE, Settlement.CREDITS)
            .build();
    static final PlanVersion MAX =
            PlanSketch.plan("max").fee("60.00").usage("calls", CENT).build();
    static final PlanVersion YEAR =
            PlanSketch.plan("year").every("year", "year").fee("300.00").build();
    static final PlanVersion MORE =
            PlanSketch.addOn("more").fee("5.00").usage("mails", CENT).build();
    static final PlanVersion FREE =
            PlanSketch.plan("free").trial("14 days", "sum", 5).build();
    static final Map<PlanVersionId, PlanVersion> PLANS =
            Map.of(PRO.id(), PRO, MAX.id(), MAX, YEAR.id(), YEAR, MORE.id(), MORE, FREE.id(), FREE);
    static final References REFERENCES = new References() {
        @Override
        public PriceReference price(PlanVersionId plan, ChargeKey charge) {
            return new PriceReference(plan.plan() + "_" + charge);
        }

        @Override
        public CouponReference coupon(Coupon coupon) {
            return new CouponReference("off_" + coupon.key());
        }
    };

    static Instant at(String date) {
        return Instant.parse(date + "T00:00:00Z");
    }

    static Subscription pro(boolean trial, Anchor anchor) {
        return Lifecycle.start(
                new SubscriptionId("s"), new AccountId("acme"), PRO, 2, at("2026-03-10"), UTC, anchor, trial);
    }

    static final Subscription STARTED = pro(false, Anchor.START);

    static Subscription done(SubscriptionChange change) {
        return change.fold(subscription -> subscription, reason -> {
            throw new AssertionError("refused: " + reason);
        });
    }

    static Subscription addOn(String id, Subscription main, String from) {
        return Lifecycle.startAddOn(new SubscriptionId(id), main, MORE, 3, at(from));
    }

    static WantedSubscription wanted(Subscription main, String now, Subscription... addOns) {
        List<WantedSubscription> begun = all(main, now, addOns).begun();
        return begun.get(begun.size() - 1);
    }

    static WantedSubscriptions all(Subscription main, String now, Subscription... addOns) {
        return WantedSubscriptions.of(main, List.of(addOns), PLANS::get, REFERENCES, at(now));
    }

    static PricedItem fee(String price, long quantity) {
        return new PricedItem(new PriceReference(price), OptionalLong.of(quantity));
    }

    static PricedItem usage(String price) {
        return new PricedItem(new PriceReference(price), OptionalLong.empty());
    }

    static Stage stage(String from, boolean newPeriod, PricedItem... items) {
        return new Stage(at(from), List.of(items), newPeriod);
    }

    static final PricedItem[] TWO_PRO = {fee("pro_base", 2), usage("pro_calls")};
}
