package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
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
import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.Segment;
import dev.countinghouse.billing.domain.subscription.Segments;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.EvaluateQuota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Asks the domain's quota rule with what the account has used in its current period. */
final class QuotaEvaluator implements EvaluateQuota {

    private final Books books;

    QuotaEvaluator(Books books) {
        this.books = books;
    }

    @Override
    public Answer evaluate(AccountId account, MeterKey key, Fraction requested) {
        if (requested.signum() < 0) {
            throw new IllegalArgumentException("requested is " + requested + ", it must not be negative");
        }
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            Meter meter = Lookups.meter(view.catalogue(), key);
            Instant now = books.now(account);
            return running(view, now)
                    .map(running -> answer(view, running, meter, requested, now))
                    .orElseGet(() -> refused(meter, Verdict.Reason.NO_ACTIVE_SUBSCRIPTION));
        });
    }

    @Override
    public List<Answer> all(AccountId account) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            Instant now = books.now(account);
            List<Answer> answers = new ArrayList<>();
            running(view, now).ifPresent(running -> {
                TreeSet<MeterKey> meters =
                        new TreeSet<>(running.segment().plan().allowances().keySet());
                running.segment()
                        .phase()
                        .ifPresent(phase -> meters.addAll(phase.allowances().keySet()));
                meters.addAll(running.segment().extra().keySet());
                meters.forEach(key -> answers.add(answer(view, running, view.meter(key), Fraction.ZERO, now)));
            });
            return answers;
        });
    }

    private record Running(Subscription subscription, BillingPeriod period, Segment segment) {}

    private static Optional<Running> running(AccountView view, Instant now) {
        return view.mainAt(now)
                .map(Subscribed::subscription)
                .filter(main -> main.state(now).admitsUsage())
                .map(main -> {
                    BillingPeriod period = main.periodAt(now);
                    Segment segment = Segments.of(main, view.addOns(), view::plan, period).stream()
                            .filter(each -> each.part().contains(now))
                            .findFirst()
                            .orElseThrow();
                    return new Running(main, period, segment);
                });
    }

    private static Answer answer(AccountView view, Running running, Meter meter, Fraction requested, Instant now) {
        Segment segment = running.segment();
        Optional<Charge> charge = chargeOf(segment, meter);
        Optional<Allowance> included = segment.allowance(meter)
                .or(() -> charge.map(any -> Allowance.of(new Limit.Unlimited(), Allowance.Cap.NONE)));
        if (included.isEmpty()) {
            return refused(meter, Verdict.Reason.NOT_INCLUDED);
        }
        Allowance allowance = running.subscription().capped().contains(meter.key())
                ? included.get().capped(Allowance.Cap.HARD)
                : included.get();
        Instant end = running.period().actual().end();
        SegmentUse use =
                new SegmentUse(segment, meter, Filter.ALL, view.usage(), countedUntil(meter, segment, now, end));
        Quota quota = new Quota(allowance, use.counted(), reachedAt(view, running, meter, allowance), end);
        return new Answer(
                meter.key(),
                quota.evaluate(requested, now),
                quota.used(),
                allowance.included(),
                quota.remaining(),
                quota.percent(),
                quota.crossed(Quota.THRESHOLDS),
                Optional.of(end),
                charge.flatMap(priced -> price(priced, segment, meter, allowance, use, requested)),
                segment.plan().upgrades());
    }

    /**
     * Everything recorded counts, also what carries a time a little ahead of this clock; but a level over time is used only
     * up to now, however long it may still last.
     */
    private static Instant countedUntil(Meter meter, Segment segment, Instant now, Instant end) {
        Instant soonest = segment.part().start().plusNanos(1);
        Instant until = now.isAfter(soonest) ? now : soonest;
        return meter.aggregation() == Aggregation.TIME_WEIGHTED ? until : end;
    }

    private static Optional<Charge> chargeOf(Segment segment, Meter meter) {
        return segment.plan().charges().stream()
                .filter(charge -> charge.meter().filter(meter.key()::equals).isPresent())
                .findFirst();
    }

    private static Optional<Instant> reachedAt(AccountView view, Running running, Meter meter, Allowance allowance) {
        if (allowance.cap() != Allowance.Cap.SOFT) {
            return Optional.empty();
        }
        Segment segment = running.segment();
        Period counted =
                new Period(segment.countedFrom(meter), running.period().actual().end());
        return allowance
                .included()
                .fold(
                        limit -> view.usage().reachedAt(meter, Filter.ALL, counted, raw(running, meter, limit)),
                        Optional::empty);
    }

    /** A limit on an average level is one on unit × seconds over the whole period. */
    private static Fraction raw(Running running, Meter meter, Fraction limit) {
        return meter.aggregation() == Aggregation.TIME_WEIGHTED
                ? limit.times(running.period().whole().seconds())
                : limit;
    }

    /** What the next units cost, where the price depends on their number alone. */
    private static Optional<Amount> price(
            Charge charge, Segment segment, Meter meter, Allowance allowance, SegmentUse use, Fraction requested) {
        if (charge.model().needs() != ChargeModel.Needs.QUANTITY || segment.isTrial()) {
            return Optional.empty();
        }
        Fraction wanted = requested.isZero() ? Fraction.ONE : requested;
        Fraction before = beyond(allowance, use.counted());
        Fraction after = beyond(allowance, use.counted().plus(wanted));
        ChargeModel model = charge.model().prorated(segment.share(meter));
        return Optional.of(model.amount(new QuantityUse(before, after.minus(before), false), Steps.NONE));
    }

    private static Fraction beyond(Allowance allowance, Fraction counted) {
        return allowance.included().fold(limit -> counted.minus(limit).max(Fraction.ZERO), () -> counted);
    }

    private static Answer refused(Meter meter, Verdict.Reason reason) {
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
}
