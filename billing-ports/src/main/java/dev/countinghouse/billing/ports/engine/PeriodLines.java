package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.LatePolicy;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.rating.FeeLines;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.rating.Rater;
import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.Segment;
import dev.countinghouse.billing.domain.subscription.Segments;
import dev.countinghouse.billing.domain.subscription.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The lines of a billing period of an account, its main subscription and add-ons together. Live usage, preview, invoice,
 * simulation and margin all take their lines from here.
 */
final class PeriodLines {

    private final AccountView view;
    private final Rater rater;

    PeriodLines(AccountView view, boolean explained) {
        this.view = view;
        this.rater = new Rater(view::meter, explained);
    }

    /** What was used in the period up to {@code asOf}, priced. */
    List<RatedLine> usage(Subscription main, BillingPeriod period, Instant asOf) {
        List<RatedLine> lines = new ArrayList<>();
        for (Part part : parts(main, period)) {
            lines.addAll(rater.rate(part.subscription.id(), part.segments, view.usage(), asOf));
        }
        return lines;
    }

    /**
     * What is recorded of the period by now, priced: as quotas count, also what carries a time a little ahead of the clock,
     * but a level over time only as long as it has lasted. Terms that do not hold yet price nothing.
     */
    List<RatedLine> recorded(Subscription main, BillingPeriod period, Instant now) {
        List<RatedLine> lines = new ArrayList<>();
        for (Part part : parts(main, period)) {
            Instant counted = part.segments.stream()
                    .map(Segment::part)
                    .filter(segment -> segment.contains(now))
                    .map(Period::end)
                    .findFirst()
                    .orElse(now);
            lines.addAll(part.usage(counted, meter -> meter.aggregation() != Aggregation.TIME_WEIGHTED));
            lines.addAll(part.usage(now, meter -> meter.aggregation() == Aggregation.TIME_WEIGHTED));
        }
        return lines;
    }

    /** What was used in a period that is invoiced, priced as it is known today; usage of some meters is final by then. */
    List<RatedLine> restated(Subscription main, BillingPeriod period, List<RatedLine> invoiced) {
        List<RatedLine> lines = new ArrayList<>();
        for (Part part : parts(main, period)) {
            lines.addAll(rater.rate(
                    part.subscription.id(),
                    part.segments,
                    view.usage(),
                    period.actual().end(),
                    invoiced,
                    meter -> meter.late().kind() == LatePolicy.Kind.COUNT));
        }
        return lines;
    }

    /** What the invoice at the end of the period holds: usage, fees in arrears, prorations, and what falls due next. */
    List<RatedLine> closing(Subscription main, BillingPeriod period, Instant asOf) {
        List<RatedLine> lines = new ArrayList<>(usage(main, period, asOf));
        for (Part part : parts(main, period)) {
            lines.addAll(part.fees.inArrears(part.segments));
            lines.addAll(part.fees.prorations(part.period));
        }
        Instant end = period.actual().end();
        lines.addAll(new FeeLines(main, view::plan).inAdvanceAt(end));
        for (Subscription addOn : view.addOns()) {
            // one that starts at this very instant has its own opening invoice
            if (addOn.startedAt().isBefore(end)) {
                lines.addAll(new FeeLines(addOn, view::plan).inAdvanceAt(end));
            }
        }
        return lines;
    }

    /** What a subscription's first invoice holds: the fees that fall due as it starts. */
    List<RatedLine> opening(Subscription subscription) {
        return new FeeLines(subscription, view::plan).inAdvanceAt(subscription.startedAt());
    }

    /** What the period bears up to {@code asOf}: its usage, and its share of fees whenever they are charged. */
    List<RatedLine> borne(Subscription main, BillingPeriod period, Instant asOf) {
        List<RatedLine> lines = new ArrayList<>(usage(main, period, asOf));
        for (Part part : parts(main, period)) {
            lines.addAll(part.fees.accrued(part.segments));
        }
        return lines;
    }

    private List<Part> parts(Subscription main, BillingPeriod period) {
        List<Subscription> addOns = view.addOns().stream()
                .filter(addOn -> overlaps(addOn, period.actual()))
                .toList();
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(main, period, addOns));
        for (Subscription addOn : addOns) {
            Instant start = period.actual().start();
            Instant from = addOn.startedAt().isAfter(start) ? addOn.startedAt() : start;
            parts.add(new Part(addOn, addOn.periodAt(from), List.of()));
        }
        return parts;
    }

    private static boolean overlaps(Subscription addOn, Period period) {
        return addOn.startedAt().isBefore(period.end()) && !addOn.hasEndedBy(period.start());
    }

    /** One subscription's part in the account's period. */
    private final class Part {

        private final Subscription subscription;
        private final BillingPeriod period;
        private final List<Segment> segments;
        private final FeeLines fees;

        Part(Subscription subscription, BillingPeriod period, List<Subscription> addOns) {
            this.subscription = subscription;
            this.period = period;
            this.segments = Segments.of(subscription, addOns, view::plan, period);
            this.fees = new FeeLines(subscription, view::plan);
        }

        List<RatedLine> usage(Instant asOf, Predicate<Meter> meters) {
            return rater.rate(subscription.id(), segments, view.usage(), asOf, List.of(), meters.negate());
        }
    }
}
