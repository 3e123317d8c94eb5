package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange.Changed;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange.Refused;
import dev.countinghouse.billing.domain.subscription.Term;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a step makes of a subscription, in the light of the account's other subscriptions and of what is invoiced. */
final class StepRules {

    private static final Duration CLOCK_CHANGE = Duration.ofHours(2);

    private final AccountView view;
    private final Instant now;

    StepRules(AccountView view, Instant now) {
        this.view = view;
        this.now = now;
    }

    SubscriptionChange apply(Subscribed stored, Step step) {
        Subscription subscription = stored.subscription();
        if (staysAsItIs(subscription, step)) {
            return subscription.scheduledAfter(now).isEmpty()
                    ? new Changed(subscription)
                    : Lifecycle.dropScheduledChange(subscription, now);
        }
        if (changesFeesFromNow(subscription, step) && isInvoicedUpToNow(stored)) {
            return new Refused("the period that begins at " + now
                    + " was invoiced at this very instant, a change must come after it");
        }
        SubscriptionChange change = changed(subscription, step);
        return change.fold(changed -> besideOthers(subscription, changed), Refused::new);
    }

    /** An end that was set elsewhere: at the period's end, if it is that of the provider's period, or at any other instant. */
    SubscriptionChange endAt(Subscribed stored, Instant end) {
        Subscription subscription = stored.subscription();
        SubscriptionChange atPeriodEnd = Lifecycle.cancelAtPeriodEnd(
                subscription, view.plan(subscription.termAt(now).plan()), now);
        return atPeriodEnd
                .fold(
                        changed -> changed.ending()
                                        .filter(ours -> isAbout(ours.at(), end))
                                        .isPresent()
                                ? atPeriodEnd
                                : Lifecycle.cancelAt(subscription, end, now),
                        Refused::new)
                .fold(changed -> besideOthers(subscription, changed), Refused::new);
    }

    SubscriptionChange takeBackEnd(Subscribed stored) {
        Subscription subscription = stored.subscription();
        return Lifecycle.takeBackEnd(subscription, now)
                .fold(changed -> besideOthers(subscription, changed), Refused::new);
    }

    /** Periods of a provider begin at the same time of day in UTC, ours in the zone of the account. */
    static boolean isAbout(Instant ours, Instant there) {
        return Duration.between(ours, there).abs().compareTo(CLOCK_CHANGE) <= 0;
    }

    /** A repeated change is no change: the plan is the one it has, and at most a scheduled change is taken back. */
    private boolean staysAsItIs(Subscription subscription, Step step) {
        Term term = subscription.termAt(now);
        return step instanceof Step.ToPlan to
                && subscription.state(now).admitsUsage()
                && subscription.ending().isEmpty()
                && !term.trial()
                && term.quantity() == to.quantity()
                && term.plan().equals(Lookups.plan(view.catalogue(), to.plan()).id());
    }

    private boolean changesFeesFromNow(Subscription subscription, Step step) {
        return (step instanceof Step.ToPlan to && to.when() == When.NOW)
                || (step instanceof Step.Cancel cancel && cancel.when() == When.NOW)
                || step instanceof Step.Pause
                || (step instanceof Step.Resume && subscription.isPausedAt(now));
    }

    /** Fees from a boundary on stand on the invoice of that boundary. Once it is issued they cannot be decided anew. */
    private boolean isInvoicedUpToNow(Subscribed stored) {
        return view.subscriptions().stream()
                .filter(each -> AccountView.isMain(each) || each.equals(stored))
                .anyMatch(each -> each.billedThrough().filter(now::equals).isPresent());
    }

    private SubscriptionChange changed(Subscription subscription, Step step) {
        PlanVersion plan = view.plan(subscription.termAt(now).plan());
        if (step instanceof Step.ToPlan to) {
            return toPlan(subscription, plan, to);
        }
        if (step instanceof Step.Cancel cancel) {
            return cancel.when() == When.NOW
                    ? Lifecycle.cancelNow(subscription, now, cancel.creditUnused())
                    : Lifecycle.cancelAtPeriodEnd(subscription, plan, now);
        }
        if (step instanceof Step.CapOverage cap) {
            cap.meters().forEach(meter -> Lookups.meter(view.catalogue(), meter));
            return new Changed(subscription.withCapped(cap.meters()));
        }
        if (step instanceof Step.Resume) {
            return Lifecycle.resume(subscription, now);
        }
        return step instanceof Step.Pause
                ? Lifecycle.pause(subscription, now)
                : Lifecycle.dropScheduledChange(subscription, now);
    }

    private SubscriptionChange toPlan(Subscription subscription, PlanVersion from, Step.ToPlan step) {
        PlanVersion to = Lookups.plan(view.catalogue(), step.plan());
        if (!to.currency().equals(from.currency())) {
            return new Refused("plan " + to.id().plan() + " is priced in " + to.currency() + ", the subscription in "
                    + from.currency());
        }
        boolean addOn = subscription.role() == PlanVersion.Role.ADD_ON;
        boolean hasAddOns = view.addOns().stream().anyMatch(each -> !each.hasEndedBy(now));
        if (!from.usageInterval().equals(to.usageInterval()) && (addOn || hasAddOns)) {
            return new Refused("plan " + to.id().plan() + " totals usage every " + to.usageInterval()
                    + (addOn
                            ? ", the main plan every " + from.usageInterval()
                            : ", the add-ons every " + from.usageInterval() + ": cancel them first"));
        }
        return step.when() == When.NOW
                ? Lifecycle.changeNow(subscription, from, to, step.quantity(), now)
                : Lifecycle.changeAtPeriodEnd(subscription, from, to, step.quantity(), now);
    }

    private SubscriptionChange besideOthers(Subscription before, Subscription changed) {
        return changed.role() == PlanVersion.Role.MAIN ? besideMains(changed) : underMain(before, changed);
    }

    /** An account has one main subscription at a time: one that was to end cannot go on into its successor. */
    private SubscriptionChange besideMains(Subscription changed) {
        return view.subscriptions().stream()
                .filter(AccountView::isMain)
                .map(Subscribed::subscription)
                .filter(other ->
                        other.startedAt().isAfter(changed.startedAt()) && !changed.hasEndedBy(other.startedAt()))
                .findFirst()
                .<SubscriptionChange>map(successor -> new Refused("account " + changed.account()
                        + " has the main subscription " + successor.id() + " from " + successor.startedAt() + " on"))
                .orElseGet(() -> new Changed(changed));
    }

    /** An add-on keeps the periods of its main subscription and never outlives it. */
    private SubscriptionChange underMain(Subscription before, Subscription changed) {
        Optional<Subscription> main = view.mainAt(now).map(Subscribed::subscription);
        if (main.isEmpty()) {
            return new Changed(changed);
        }
        Subscription followed = Lifecycle.follow(changed, main.get(), main.get());
        boolean resumedInVain = before.ending().isPresent()
                && changed.ending().isEmpty()
                && followed.ending().isPresent();
        return resumedInVain
                ? new Refused("its main subscription " + main.get().id() + " ends at "
                        + followed.ending().get().at() + ", which has to be resumed")
                : new Changed(followed);
    }
}
