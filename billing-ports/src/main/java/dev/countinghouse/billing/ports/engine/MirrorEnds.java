package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.provider.CouponReference;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.References;
import dev.countinghouse.billing.domain.provider.WantedSubscriptions;
import dev.countinghouse.billing.domain.subscription.Ending;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Mirrors.Mirror;
import dev.countinghouse.billing.ports.driven.ProviderSubscription;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/** What becomes of ours when its mirror has ended, or somebody has set its end there or taken it back. */
record MirrorEnds(Books books, SubscriptionChanger changer) {

    /** When something ends is said by timelines alone, also where the provider has not been given a price. */
    private static final References ANY = new References() {

        @Override
        public PriceReference price(PlanVersionId plan, ChargeKey charge) {
            return new PriceReference(plan + ":" + charge);
        }

        @Override
        public CouponReference coupon(Coupon coupon) {
            return new CouponReference(coupon.key().value());
        }
    };

    /**
     * As part of the running transaction, which has locked the account.
     *
     * @param before if an end that is another one now was set by somebody there
     * @return whether ours was changed
     */
    boolean follow(SubscriptionId of, ProviderSubscription there, Optional<Mirror> before) {
        AccountView view = Lookups.account(books, there.account());
        Subscription main = Lookups.subscription(view, of).subscription();
        if (main.hasEndedBy(books.now(there.account()))) {
            return false;
        }
        if (there.hasEnded()) {
            return !isOurs(view, main, there) && endNow(main);
        }
        if (before.isEmpty() || before.get().end().equals(there.end())) {
            return false;
        }
        // what is refused here is put there again
        return there.end()
                .map(end -> changed(main, (rules, stored) -> rules.endAt(stored, end)))
                .orElseGet(() -> takeBack(view, main, before.flatMap(Mirror::end)));
    }

    /** Whether it ended there because ours did, or does at the same time. */
    private boolean isOurs(AccountView view, Subscription main, ProviderSubscription there) {
        Instant end = there.end().orElse(Instant.MAX);
        return WantedSubscriptions.of(main, view.addOns(), view::plan, ANY, books.now(main.account())).begun().stream()
                .filter(wish -> wish.id().equals(there.id()))
                .anyMatch(wish -> MirrorBook.isToEnd(wish, end));
    }

    private boolean endNow(Subscription main) {
        if (!changed(main, (rules, stored) -> rules.apply(stored, new Step.Cancel(When.NOW, false)))) {
            throw new UnavailableException(
                    "subscription " + main.id() + " cannot end at this very instant",
                    new IllegalStateException("it has ended at the provider"));
        }
        return true;
    }

    /** An end there is none of ours if nothing is to be invoiced from then on: then whatever leads to that is taken back. */
    private boolean takeBack(AccountView view, Subscription main, Optional<Instant> there) {
        boolean isScheduled = main.scheduledAfter(books.now(main.account())).stream()
                .anyMatch(term -> isAbout(Optional.of(term.from()), there));
        boolean changed = isScheduled
                ? changed(main, (rules, stored) -> rules.apply(stored, new Step.DropScheduledChange()))
                : main.ending().isPresent() && changed(main, StepRules::takeBackEnd);
        for (Subscription addOn : view.addOns()) {
            changed |= isAbout(addOn.ending().map(Ending::at), there) && changed(addOn, StepRules::takeBackEnd);
        }
        return changed;
    }

    private static boolean isAbout(Optional<Instant> ours, Optional<Instant> there) {
        return ours.isPresent() && there.isPresent() && StepRules.isAbout(ours.get(), there.get());
    }

    private boolean changed(Subscription ours, BiFunction<StepRules, Subscribed, SubscriptionChange> rule) {
        return changer.changeUnbilled(ours.account(), ours.id(), OptionalLong.empty(), rule)
                instanceof SubscriptionChange.Changed;
    }
}
