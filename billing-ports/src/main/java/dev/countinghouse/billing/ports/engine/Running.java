package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.quota.Quota;
import dev.countinghouse.billing.domain.rating.SegmentUse;
import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.Segment;
import dev.countinghouse.billing.domain.subscription.Segments;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.Subscribed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The terms of an account that hold at an instant, and what was used of them. Quota and alerts are asked here, so that an
 * alert never says anything else than the quota.
 *
 * @param segments all of the period
 * @param segment the one that holds
 * @param until how long levels are taken to have lasted
 */
record Running(
        AccountView view,
        Subscription subscription,
        BillingPeriod period,
        List<Segment> segments,
        Segment segment,
        Instant until) {

    static Optional<Running> at(AccountView view, Instant inside, Instant until) {
        return view.mainAt(inside).map(Subscribed::subscription).map(main -> {
            BillingPeriod period = main.periodAt(inside);
            List<Segment> segments = Segments.of(main, view.addOns(), view::plan, period);
            Segment segment = segments.stream()
                    .filter(each -> each.part().contains(inside))
                    .findFirst()
                    .orElseThrow();
            return new Running(view, main, period, segments, segment, until);
        });
    }

    /** The same if levels last until another instant. */
    Running lasting(Instant longer) {
        return new Running(view, subscription, period, segments, segment, longer);
    }

    /** The meters that the terms have an allowance for. */
    SortedSet<MeterKey> meters() {
        TreeSet<MeterKey> meters = new TreeSet<>(segment.plan().allowances().keySet());
        segment.phase().ifPresent(phase -> meters.addAll(phase.allowances().keySet()));
        meters.addAll(segment.extra().keySet());
        return meters;
    }

    Optional<Charge> chargeOf(Meter meter) {
        return segment.plan().charges().stream()
                .filter(charge -> charge.meter().filter(meter.key()::equals).isPresent())
                .findFirst();
    }

    /** What may be used of a meter; without end if it is charged and nothing is included, empty if it is not part of the plan. */
    Optional<Allowance> allowance(Meter meter) {
        return segment.allowance(meter)
                .or(() -> chargeOf(meter).map(any -> Allowance.of(new Limit.Unlimited(), Allowance.Cap.NONE)))
                .map(included -> isCapped(meter) ? included.capped(Allowance.Cap.HARD) : included);
    }

    /** Whether the subscription has put a hard cap on a meter of its own accord. */
    boolean isCapped(Meter meter) {
        return subscription.capped().contains(meter.key());
    }

    SegmentUse use(Meter meter) {
        return new SegmentUse(segment, meter, Filter.ALL, view.usage(), countedUntil(meter));
    }

    Quota quota(Meter meter, Allowance allowance) {
        return new Quota(allowance, use(meter).counted(), reachedAt(meter, allowance), resetsAt());
    }

    Instant resetsAt() {
        return period.actual().end();
    }

    /**
     * Everything recorded counts, also what carries a time a little ahead of this clock; but a level over time is used only
     * up to now, however long it may still last.
     */
    private Instant countedUntil(Meter meter) {
        Instant soonest = segment.part().start().plusNanos(1);
        Instant lasted = until.isAfter(soonest) ? until : soonest;
        return meter.aggregation() == Aggregation.TIME_WEIGHTED ? lasted : resetsAt();
    }

    Optional<Instant> reachedAt(Meter meter, Allowance allowance) {
        if (allowance.cap() != Allowance.Cap.SOFT) {
            return Optional.empty();
        }
        Period counted = new Period(segment.countedFrom(meter), resetsAt());
        return allowance
                .included()
                .fold(limit -> view.usage().reachedAt(meter, Filter.ALL, counted, raw(meter, limit)), Optional::empty);
    }

    /** A limit on an average level is one on unit × seconds over the whole period. */
    private Fraction raw(Meter meter, Fraction limit) {
        return meter.aggregation() == Aggregation.TIME_WEIGHTED
                ? limit.times(period.whole().seconds())
                : limit;
    }
}
