package dev.countinghouse.billing.domain.subscription;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.period.BillingCycle;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The timeline of an account's plan: terms one after another, pauses, an end. Terms and an end may lie in the future;
 * that is how changes and cancellations are scheduled.
 *
 * @param arrears what it owes; empty while all is paid
 * @param capped meters whose overage the customer chose to have refused instead of charged
 * @param coupons discounts given to it, the first given first
 */
public record Subscription(
        SubscriptionId id,
        AccountId account,
        PlanVersion.Role role,
        List<Term> terms,
        List<Pause> pauses,
        Optional<Ending> ending,
        Optional<Arrears> arrears,
        SortedSet<MeterKey> capped,
        List<Coupon> coupons) {

    public Subscription {
        terms = List.copyOf(terms);
        pauses = List.copyOf(pauses);
        capped = Collections.unmodifiableSortedSet(new TreeSet<>(capped));
        coupons = List.copyOf(coupons);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("subscription " + id + " has no terms");
        }
        for (int i = 1; i < terms.size(); i++) {
            if (!terms.get(i).from().isAfter(terms.get(i - 1).from())) {
                throw new IllegalArgumentException("term " + (i + 1) + " of subscription " + id + " begins at "
                        + terms.get(i).from() + ", which is not after the term before it");
            }
        }
    }

    public Instant startedAt() {
        return terms.get(0).from();
    }

    public SubscriptionState state(Instant at) {
        if (at.isBefore(startedAt())) {
            return new SubscriptionState.Pending(startedAt());
        }
        if (hasEndedBy(at)) {
            return new SubscriptionState.Canceled(ending.orElseThrow().at());
        }
        Optional<Pause> pause = pauseAt(at);
        if (pause.isPresent()) {
            return new SubscriptionState.Paused(pause.get().from());
        }
        if (isRestrictedAt(at)) {
            return new SubscriptionState.Restricted(arrears.orElseThrow().restrictedFrom());
        }
        if (termAt(at).trial()) {
            return new SubscriptionState.Trialing(periodAt(at).actual().end());
        }
        return arrears.filter(late -> !at.isBefore(late.since()))
                .<SubscriptionState>map(late -> new SubscriptionState.PastDue(late.since()))
                .orElseGet(SubscriptionState.Active::new);
    }

    private boolean isRestrictedAt(Instant at) {
        return arrears.filter(late -> !at.isBefore(late.restrictedFrom())).isPresent();
    }

    /** Whether it has begun and not ended, paused or not. */
    public boolean runsAt(Instant at) {
        return !at.isBefore(startedAt()) && !hasEndedBy(at);
    }

    public boolean hasEndedBy(Instant at) {
        return ending.isPresent() && !at.isBefore(ending.get().at());
    }

    public boolean isPausedAt(Instant at) {
        return pauseAt(at).isPresent();
    }

    private Optional<Pause> pauseAt(Instant at) {
        return pauses.stream().filter(pause -> pause.covers(at)).findFirst();
    }

    /** The term that holds at an instant; before the start the first one, so that a future subscription can be shown. */
    public Term termAt(Instant at) {
        return terms.get(termIndexAt(at));
    }

    int termIndexAt(Instant at) {
        int index = 0;
        while (index + 1 < terms.size() && !at.isBefore(terms.get(index + 1).from())) {
            index++;
        }
        return index;
    }

    /** The terms that begin after {@code at}: scheduled changes. What would begin at or after the end never does. */
    public List<Term> scheduledAfter(Instant at) {
        return terms.stream()
                .filter(term -> term.from().isAfter(at) && !hasEndedBy(term.from()))
                .toList();
    }

    /** The usage period that contains an instant between the start and the end of the subscription. */
    public BillingPeriod periodAt(Instant at) {
        if (at.isBefore(startedAt()) || hasEndedBy(at)) {
            throw new IllegalArgumentException("subscription " + id + " has no period at " + at + ": it runs from "
                    + startedAt() + ending.map(end -> " to " + end.at()).orElse(""));
        }
        int index = termIndexAt(at);
        BillingCycle cycle = terms.get(index).cycle();
        int first = index;
        while (first > 0 && terms.get(first - 1).cycle().equals(cycle)) {
            first--;
        }
        long number = cycle.indexOf(at);
        Period whole = cycle.period(number);
        Instant start = later(whole.start(), terms.get(first).from());
        Instant end = whole.end();
        for (int next = index + 1; next < terms.size(); next++) {
            if (!terms.get(next).cycle().equals(cycle)) {
                end = earlier(end, terms.get(next).from());
                break;
            }
        }
        if (ending.isPresent()) {
            end = earlier(end, ending.get().at());
        }
        return new BillingPeriod(cycle, number, whole, new Period(start, end));
    }

    Subscription withTerms(List<Term> changed) {
        return new Subscription(id, account, role, changed, pauses, ending, arrears, capped, coupons);
    }

    Subscription withPauses(List<Pause> changed) {
        return new Subscription(id, account, role, terms, changed, ending, arrears, capped, coupons);
    }

    Subscription withEnding(Optional<Ending> changed) {
        return new Subscription(id, account, role, terms, pauses, changed, arrears, capped, coupons);
    }

    Subscription withArrears(Optional<Arrears> changed) {
        return new Subscription(id, account, role, terms, pauses, ending, changed, capped, coupons);
    }

    /** Has overage of these meters refused instead of charged, or charged again. */
    public Subscription withCapped(SortedSet<MeterKey> changed) {
        return new Subscription(id, account, role, terms, pauses, ending, arrears, changed, coupons);
    }

    public Subscription withCoupon(Coupon coupon) {
        List<Coupon> more = new ArrayList<>(coupons);
        more.add(coupon);
        return new Subscription(id, account, role, terms, pauses, ending, arrears, capped, more);
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
