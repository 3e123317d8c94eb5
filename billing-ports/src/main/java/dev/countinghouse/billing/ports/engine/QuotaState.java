package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import dev.countinghouse.billing.domain.pricing.Steps;
import dev.countinghouse.billing.domain.quota.Quota;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.domain.rating.QuantityUse;
import dev.countinghouse.billing.domain.rating.SegmentUse;
import dev.countinghouse.billing.domain.subscription.Segment;
import dev.countinghouse.billing.ports.driving.EvaluateQuota.Answer;
import dev.countinghouse.billing.ports.driving.ExplainQuota.Basis;
import dev.countinghouse.billing.ports.driving.ExplainQuota.SegmentUsed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a quota is decided by, at one instant: the answer and its explanation are made of the same. */
interface QuotaState {

    Answer answer(Fraction requested);

    /** Empty where nothing is counted. */
    Optional<Basis> basis();

    static QuotaState of(AccountView view, Meter meter, Instant now) {
        Optional<RunningSegment> running = RunningSegment.at(view, now);
        if (running.isEmpty()) {
            return new Nothing(meter, Verdict.Reason.NO_ACTIVE_SUBSCRIPTION);
        }
        Segment segment = running.get().segment();
        Optional<Charge> charge = segment.plan().charges().stream()
                .filter(each -> each.meter().filter(meter.key()::equals).isPresent())
                .findFirst();
        return segment.allowance(meter)
                .or(() -> charge.map(any -> Allowance.of(new Limit.Unlimited(), Allowance.Cap.NONE)))
                .<QuotaState>map(included -> new Counted(view, running.get(), meter, charge, included, now))
                .orElseGet(() -> new Nothing(meter, Verdict.Reason.NOT_INCLUDED));
    }

    /** Nothing may be used, and nothing is counted. */
    record Nothing(Meter meter, Verdict.Reason reason) implements QuotaState {

        @Override
        public Answer answer(Fraction requested) {
            return new Answer(
                    meter.key(),
                    new Verdict.Refused(reason),
                    Fraction.ZERO,
                    Limit.of(0),
                    Limit.of(0),
                    Fraction.ZERO,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }

        @Override
        public Optional<Basis> basis() {
            return Optional.empty();
        }
    }

    /** Use so far against an allowance. */
    final class Counted implements QuotaState {

        private final AccountView view;
        private final RunningSegment running;
        private final Segment segment;
        private final Meter meter;
        private final Optional<Charge> charge;
        private final Allowance allowance;
        private final Instant now;
        private final Instant end;
        private final SegmentUse use;

        private Counted(
                AccountView view,
                RunningSegment running,
                Meter meter,
                Optional<Charge> charge,
                Allowance included,
                Instant now) {
            this.view = view;
            this.running = running;
            this.segment = running.segment();
            this.meter = meter;
            this.charge = charge;
            this.allowance = isCapped() ? included.capped(Allowance.Cap.HARD) : included;
            this.now = now;
            this.end = running.period().actual().end();
            this.use = new SegmentUse(segment, meter, Filter.ALL, view.usage(), countedUntil());
        }

        private boolean isCapped() {
            return running.subscription().capped().contains(meter.key());
        }

        /**
         * Everything recorded counts, also what carries a time a little ahead of this clock; but a level over time is used
         * only up to now, however long it may still last.
         */
        private Instant countedUntil() {
            Instant soonest = segment.part().start().plusNanos(1);
            Instant until = now.isAfter(soonest) ? now : soonest;
            return meter.aggregation() == Aggregation.TIME_WEIGHTED ? until : end;
        }

        @Override
        public Answer answer(Fraction requested) {
            Quota quota = new Quota(allowance, use.counted(), reachedAt(), end);
            return new Answer(
                    meter.key(),
                    quota.evaluate(requested, now),
                    quota.used(),
                    allowance.included(),
                    quota.remaining(),
                    quota.percent(),
                    quota.crossed(Quota.THRESHOLDS),
                    Optional.of(end),
                    charge.flatMap(priced -> price(priced, requested)),
                    segment.plan().upgrades());
        }

        private Optional<Instant> reachedAt() {
            if (allowance.cap() != Allowance.Cap.SOFT) {
                return Optional.empty();
            }
            Period counted = new Period(segment.countedFrom(meter), end);
            return allowance
                    .included()
                    .fold(limit -> view.usage().reachedAt(meter, Filter.ALL, counted, raw(limit)), Optional::empty);
        }

        /** A limit on an average level is one on unit × seconds over the whole period. */
        private Fraction raw(Fraction limit) {
            return meter.aggregation() == Aggregation.TIME_WEIGHTED
                    ? limit.times(running.period().whole().seconds())
                    : limit;
        }

        /** What the next units cost, where the price depends on their number alone. */
        private Optional<Amount> price(Charge priced, Fraction requested) {
            if (priced.model().needs() != ChargeModel.Needs.QUANTITY || segment.isTrial()) {
                return Optional.empty();
            }
            Fraction wanted = requested.isZero() ? Fraction.ONE : requested;
            Fraction before = beyond(use.counted());
            Fraction after = beyond(use.counted().plus(wanted));
            ChargeModel model = priced.model().prorated(segment.share(meter));
            return Optional.of(model.amount(new QuantityUse(before, after.minus(before), false), Steps.NONE));
        }

        private Fraction beyond(Fraction counted) {
            return allowance.included().fold(limit -> counted.minus(limit).max(Fraction.ZERO), () -> counted);
        }

        @Override
        public Optional<Basis> basis() {
            return Optional.of(new Basis(
                    segment.plan().id(),
                    allowance,
                    segment.included(meter),
                    isCapped(),
                    new Period(segment.countedFrom(meter), use.window().end()),
                    segment.plan().change().allowance(),
                    reachedAt(),
                    segments()));
        }

        /** Each by how much it moved the count, so that they add up whatever the aggregation. */
        private List<SegmentUsed> segments() {
            List<SegmentUsed> used = new ArrayList<>();
            Instant from = segment.countedFrom(meter);
            Fraction before = Fraction.ZERO;
            for (Segment each : running.all()) {
                boolean counts = each.part().end().isAfter(from)
                        && each.part().start().isBefore(use.window().end());
                if (counts) {
                    Period part = each.part().end().isAfter(use.window().end())
                            ? each.part().until(use.window().end())
                            : each.part();
                    Fraction after = use.countedBy(part.end());
                    used.add(new SegmentUsed(part, each.plan().id(), after.minus(before)));
                    before = after;
                }
            }
            return used;
        }
    }
}
