package dev.countinghouse.billing.domain.subscription;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.BillingCycle;
import dev.countinghouse.billing.domain.plan.Phase;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange.Changed;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange.Refused;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What can be done to a subscription, and when. Every method returns a new timeline and leaves the old one as it was. */
public final class Lifecycle {

    private Lifecycle() {}

    /** Where billing periods begin. */
    public enum Anchor {
        /** When the first paid period begins: the start, or the end of the trial. */
        START,
        /** On the calendar: the first of the month, Monday, the first of January; the first period may be short. */
        CALENDAR
    }

    /** @param withTrial whether a trial phase of the plan is taken; an account may have one once */
    public static Subscription start(
            SubscriptionId id,
            AccountId account,
            PlanVersion plan,
            long quantity,
            Instant at,
            ZoneId zone,
            Anchor anchor,
            boolean withTrial) {
        requireRole(plan, PlanVersion.Role.MAIN);
        List<Term> terms = new ArrayList<>();
        Instant firstPaid = anchor == Anchor.START ? startOfPeriod(at, zone, plan) : at;
        if (withTrial && !plan.phases().isEmpty() && plan.phases().get(0).trial()) {
            Phase trial = plan.phases().get(0);
            BillingCycle cycle = BillingCycle.anchoredAt(at, zone, trial.duration());
            terms.add(new Term(plan.id(), quantity, at, cycle, true));
            firstPaid = cycle.boundary(1);
        }
        terms.add(new Term(plan.id(), quantity, firstPaid, Cycles.first(plan, firstPaid, zone, anchor), false));
        return fromTerms(id, account, plan.role(), terms);
    }

    /** In the hour that the clocks show twice, the period begins with the first of the two, and so does what it is for. */
    private static Instant startOfPeriod(Instant at, ZoneId zone, PlanVersion plan) {
        return BillingCycle.anchoredAt(at, zone, plan.usageInterval()).boundary(0);
    }

    /**
     * An add-on takes the periods of the account's main subscription, so that one invoice can hold both. A trial has
     * periods of another length, for which the add-on has no price.
     */
    public static Subscription startAddOn(
            SubscriptionId id, Subscription main, PlanVersion plan, long quantity, Instant at) {
        requireRole(plan, PlanVersion.Role.ADD_ON);
        BillingCycle cycle = main.termAt(at).cycle();
        if (main.termAt(at).trial() || !cycle.interval().equals(plan.usageInterval())) {
            throw new IllegalArgumentException("add-on " + plan.id().plan() + " totals usage every "
                    + plan.usageInterval() + " and needs a main subscription that does, past its trial");
        }
        return fromTerms(
                id, main.account(), PlanVersion.Role.ADD_ON, List.of(new Term(plan.id(), quantity, at, cycle, false)));
    }

    /**
     * An add-on after its main subscription changed: it ends with it (and goes on when that is taken back), and takes its
     * new cycle where it has one.
     */
    public static Subscription follow(Subscription addOn, Subscription before, Subscription after) {
        Subscription followed = addOn.withTerms(Cycles.following(addOn, after));
        boolean endedWithMain = addOn.ending().equals(before.ending());
        boolean endsLater = after.ending().isPresent()
                && (addOn.ending().isEmpty()
                        || addOn.ending()
                                .get()
                                .at()
                                .isAfter(after.ending().get().at()));
        return endedWithMain || endsLater ? followed.withEnding(after.ending()) : followed;
    }

    private static Subscription fromTerms(
            SubscriptionId id, AccountId account, PlanVersion.Role role, List<Term> terms) {
        return new Subscription(
                id, account, role, terms, List.of(), Optional.empty(), Optional.empty(), new TreeSet<>(), List.of());
    }

    /**
     * Changes plan or quantity at once. The period goes on under the new terms, unless the old and the new plan have
     * different intervals: then it ends here and the new plan begins one of its own, anchored here. Periods on the calendar
     * and those of add-ons keep their anchor. A trial ends here too.
     *
     * @param from the plan it is on
     */
    public static SubscriptionChange changeNow(
            Subscription subscription, PlanVersion from, PlanVersion to, long quantity, Instant at) {
        Optional<String> obstacle = Obstacles.toChange(subscription, to, at);
        if (obstacle.isPresent()) {
            return new Refused(obstacle.get());
        }
        Term current = subscription.termAt(at);
        requireCurrent(from, current);
        if (!at.isAfter(current.from())) {
            return new Refused("the current terms began at " + current.from() + ", a change must come after that");
        }
        if (!current.trial() && current.plan().equals(to.id()) && current.quantity() == quantity) {
            // no new segment, which with some policies would mean a new allowance; but nothing else is to come either
            return subscription.scheduledAfter(at).isEmpty()
                    ? new Refused("it is on plan " + to.id().plan() + " with quantity " + quantity + " already")
                    : dropScheduledChange(subscription, at);
        }
        BillingCycle cycle = Cycles.after(subscription, current, from, to, at);
        return withTermAfter(subscription, at, new Term(to.id(), quantity, at, cycle, false));
    }

    /** Changes plan or quantity when the current fee period or trial ends; replaces a change scheduled before. */
    public static SubscriptionChange changeAtPeriodEnd(
            Subscription subscription, PlanVersion from, PlanVersion to, long quantity, Instant at) {
        Optional<String> obstacle = Obstacles.toChange(subscription, to, at);
        if (obstacle.isPresent()) {
            return new Refused(obstacle.get());
        }
        Subscription unscheduled = subscription.withTerms(untilAfterTrial(subscription, at));
        Term current = unscheduled.termAt(at);
        requireCurrent(from, current);
        Instant end = Cycles.endOfFeePeriod(unscheduled, from, at);
        BillingCycle cycle = Cycles.after(unscheduled, current, from, to, end);
        return withTermAfter(unscheduled, end, new Term(to.id(), quantity, end, cycle, false));
    }

    /** Drops scheduled changes of plan; the end of a trial is none. */
    public static SubscriptionChange dropScheduledChange(Subscription subscription, Instant at) {
        List<Term> kept = untilAfterTrial(subscription, at);
        return kept.size() == subscription.terms().size()
                ? new Refused("no change is scheduled after " + at)
                : new Changed(subscription.withTerms(kept));
    }

    /** Ends the subscription at once. */
    public static SubscriptionChange cancelNow(Subscription subscription, Instant at, boolean creditUnused) {
        if (subscription.hasEndedBy(at)) {
            return new Refused(
                    "it ended at " + subscription.ending().orElseThrow().at());
        }
        if (!at.isAfter(subscription.startedAt())) {
            return new Refused("it starts at " + subscription.startedAt() + ", it can end only after that");
        }
        return new Changed(subscription.withEnding(Optional.of(new Ending(at, creditUnused))));
    }

    /** Ends the subscription when what was paid for in advance is used up. */
    public static SubscriptionChange cancelAtPeriodEnd(Subscription subscription, PlanVersion plan, Instant at) {
        if (subscription.hasEndedBy(at)) {
            return new Refused(
                    "it ended at " + subscription.ending().orElseThrow().at());
        }
        if (at.isBefore(subscription.startedAt())) {
            return new Refused("it starts at " + subscription.startedAt() + ", it has no period at " + at);
        }
        requireCurrent(plan, subscription.termAt(at));
        Subscription open = subscription.withEnding(Optional.empty()).withTerms(untilAfterTrial(subscription, at));
        Ending ending = new Ending(Cycles.endOfFeePeriod(open, plan, at), false);
        return new Changed(open.withEnding(Optional.of(ending)));
    }

    /** Ends the subscription at an instant to come, and drops what is scheduled. */
    public static SubscriptionChange cancelAt(Subscription subscription, Instant end, Instant at) {
        if (subscription.hasEndedBy(at)) {
            return new Refused(
                    "it ended at " + subscription.ending().orElseThrow().at());
        }
        if (!end.isAfter(at)) {
            return new Refused("its end would be at " + end + ", which is not to come");
        }
        return new Changed(subscription
                .withTerms(untilAfterTrial(subscription, at))
                .withEnding(Optional.of(new Ending(end, false))));
    }

    /** Takes back a cancellation that has not taken effect, whether or not it is paused. */
    public static SubscriptionChange takeBackEnd(Subscription subscription, Instant at) {
        return subscription.hasEndedBy(at)
                ? new Refused(
                        "it ended at " + subscription.ending().orElseThrow().at() + ", start a new one")
                : new Changed(subscription.withEnding(Optional.empty()));
    }

    /** Takes back a cancellation that has not taken effect, or ends a pause. */
    public static SubscriptionChange resume(Subscription subscription, Instant at) {
        if (subscription.hasEndedBy(at)) {
            return new Refused(
                    "it ended at " + subscription.ending().orElseThrow().at() + ", start a new one");
        }
        if (subscription.isPausedAt(at)) {
            List<Pause> pauses = subscription.pauses().stream()
                    .filter(pause -> !pause.from().equals(at))
                    .map(pause -> pause.covers(at) ? new Pause(pause.from(), Optional.of(at)) : pause)
                    .toList();
            return new Changed(subscription.withPauses(pauses));
        }
        if (subscription.ending().isPresent()) {
            return new Changed(subscription.withEnding(Optional.empty()));
        }
        return new Refused("it is " + subscription.state(at).name() + ", there is nothing to resume");
    }

    public static SubscriptionChange pause(Subscription subscription, Instant at) {
        SubscriptionState state = subscription.state(at);
        if (!state.admitsUsage()) {
            return new Refused("it is " + state.name() + ", only a running subscription can be paused");
        }
        List<Pause> pauses = new ArrayList<>(subscription.pauses());
        pauses.add(new Pause(at, Optional.empty()));
        return new Changed(subscription.withPauses(pauses));
    }

    public static SubscriptionChange markPastDue(Subscription subscription, Arrears arrears) {
        return subscription.hasEndedBy(arrears.since())
                ? new Refused(
                        "it ended at " + subscription.ending().orElseThrow().at())
                : new Changed(subscription.withArrears(Optional.of(arrears)));
    }

    public static SubscriptionChange markPaid(Subscription subscription) {
        return new Changed(subscription.withArrears(Optional.empty()));
    }

    private static void requireRole(PlanVersion plan, PlanVersion.Role role) {
        if (plan.role() != role) {
            throw new IllegalArgumentException(
                    "plan " + plan.id().plan() + " is " + plan.role() + ", this starts a subscription to " + role);
        }
    }

    private static void requireCurrent(PlanVersion plan, Term current) {
        if (!plan.id().equals(current.plan())) {
            throw new IllegalArgumentException(
                    "plan " + plan.id() + " is not the one the subscription is on, which is " + current.plan());
        }
    }

    /** The terms that began by {@code at}, and the one that follows a trial. */
    private static List<Term> untilAfterTrial(Subscription subscription, Instant at) {
        int keep = subscription.termIndexAt(at) + 1;
        if (subscription.termAt(at).trial()) {
            keep = Math.min(keep + 1, subscription.terms().size());
        }
        return subscription.terms().subList(0, keep);
    }

    private static SubscriptionChange withTermAfter(Subscription subscription, Instant at, Term term) {
        List<Term> terms = new ArrayList<>(subscription.terms().stream()
                .filter(old -> old.from().isBefore(at))
                .toList());
        terms.add(term);
        return new Changed(subscription.withTerms(terms));
    }
}
