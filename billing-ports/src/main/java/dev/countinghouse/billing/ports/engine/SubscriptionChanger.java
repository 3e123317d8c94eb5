package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.ChangeSubscription;
import dev.countinghouse.billing.ports.driving.ClosePeriods;
import dev.countinghouse.billing.ports.driving.SubscriptionPreview;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies steps to a subscription and, where they concern them, to its add-ons. */
final class SubscriptionChanger implements ChangeSubscription {

    private final Books books;
    private final ClosePeriods closer;

    SubscriptionChanger(Books books, ClosePeriods closer) {
        this.books = books;
        this.closer = closer;
    }

    @Override
    public SubscriptionChange change(SubscriptionId id, Step step) {
        Subscription known = find(id).subscription();
        // what is due by now is invoiced under the terms it was used under, before they change
        closer.close(known.account());
        SubscriptionChange outcome = books.transactions().inTransaction(Scope.of(known.account()), () -> {
            books.subscriptions().lock(known.account());
            AccountView view = Lookups.account(books, known.account());
            Subscribed stored = find(id);
            SubscriptionChange change = apply(view, stored, step);
            if (change instanceof SubscriptionChange.Changed changed) {
                followUp(view, stored.subscription(), changed.subscription()).forEach(books.subscriptions()::save);
                books.subscriptions().save(resaved(stored, changed.subscription()));
            }
            return change;
        });
        closer.close(known.account());
        return outcome;
    }

    @Override
    public SubscriptionPreview preview(SubscriptionId id, Step step) {
        Subscription known = find(id).subscription();
        return books.transactions().inTransaction(Scope.of(known.account()), () -> {
            AccountView view = Lookups.account(books, known.account());
            Subscribed stored = find(id);
            return apply(view, stored, step)
                    .<SubscriptionPreview>fold(
                            changed -> previewed(view, stored, changed), SubscriptionPreview.Refused::new);
        });
    }

    private SubscriptionPreview previewed(AccountView view, Subscribed stored, Subscription changed) {
        AccountView after = view.with(resaved(stored, changed));
        for (Subscribed addOn : followUp(view, stored.subscription(), changed)) {
            after = after.with(addOn);
        }
        AccountView result = after;
        return InvoicePreviewer.preview(books, result, books.now())
                .<SubscriptionPreview>map(draft -> new SubscriptionPreview.Previewed(changed, draft))
                .orElseGet(() -> new SubscriptionPreview.Refused("it has no running period"));
    }

    private Subscribed find(SubscriptionId id) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.subscriptions().find(id))
                .orElseThrow(() -> new IllegalArgumentException("there is no subscription '" + id + "'"));
    }

    private static Subscribed resaved(Subscribed stored, Subscription changed) {
        Optional<Instant> due = Billing.nextDue(changed, stored.billedThrough());
        return new Subscribed(changed, stored.billedThrough(), due, stored.revision());
    }

    private SubscriptionChange apply(AccountView view, Subscribed stored, Step step) {
        Instant now = books.now();
        Subscription subscription = stored.subscription();
        PlanVersion plan = view.plan(subscription.termAt(now).plan());
        if (step instanceof Step.ToPlan to) {
            return toPlan(view, subscription, plan, to, now);
        }
        if (step instanceof Step.Cancel cancel) {
            return cancel.when() == When.NOW
                    ? Lifecycle.cancelNow(subscription, now, cancel.creditUnused())
                    : Lifecycle.cancelAtPeriodEnd(subscription, plan, now);
        }
        if (step instanceof Step.CapOverage cap) {
            cap.meters().forEach(meter -> Lookups.meter(view.catalogue(), meter));
            return new SubscriptionChange.Changed(subscription.withCapped(cap.meters()));
        }
        if (step instanceof Step.Resume) {
            return Lifecycle.resume(subscription, now);
        }
        return step instanceof Step.Pause
                ? Lifecycle.pause(subscription, now)
                : Lifecycle.dropScheduledChange(subscription, now);
    }

    private static SubscriptionChange toPlan(
            AccountView view, Subscription subscription, PlanVersion from, Step.ToPlan step, Instant now) {
        PlanVersion to = Lookups.plan(view.catalogue(), step.plan());
        if (!to.currency().equals(from.currency())) {
            return new SubscriptionChange.Refused("plan " + to.id().plan() + " is priced in " + to.currency()
                    + ", the subscription in " + from.currency());
        }
        boolean leavesAddOnsBehind = subscription.role() == PlanVersion.Role.MAIN
                && !from.usageInterval().equals(to.usageInterval())
                && view.addOns().stream().anyMatch(addOn -> !addOn.hasEndedBy(now));
        if (leavesAddOnsBehind) {
            return new SubscriptionChange.Refused("plan " + to.id().plan() + " totals usage every " + to.usageInterval()
                    + ", the add-ons every " + from.usageInterval() + ": cancel them first");
        }
        return step.when() == When.NOW
                ? Lifecycle.changeNow(subscription, from, to, step.quantity(), now)
                : Lifecycle.changeAtPeriodEnd(subscription, from, to, step.quantity(), now);
    }

    /** Add-ons end with the main subscription and follow it into a new cycle. */
    private List<Subscribed> followUp(AccountView view, Subscription before, Subscription after) {
        if (before.role() != PlanVersion.Role.MAIN) {
            return List.of();
        }
        List<Subscribed> changed = new ArrayList<>();
        for (Subscribed stored : view.subscriptions()) {
            Subscription addOn = stored.subscription();
            if (addOn.role() == PlanVersion.Role.ADD_ON && !addOn.hasEndedBy(books.now())) {
                Subscription followed = Lifecycle.follow(addOn, before, after);
                if (!followed.equals(addOn)) {
                    changed.add(resaved(stored, followed));
                }
            }
        }
        return changed;
    }
}
