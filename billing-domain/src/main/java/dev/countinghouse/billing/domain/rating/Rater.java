package dev.countinghouse.billing.domain.rating;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.Usage;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import dev.countinghouse.billing.domain.pricing.StepList;
import dev.countinghouse.billing.domain.pricing.Steps;
import dev.countinghouse.billing.domain.subscription.Segment;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Prices what was used in a billing period. Everything that tells a price goes through here: the estimate before a call,
 * the live view, the preview, the quota's overage price and the invoice.
 */
public final class Rater {

    private final Function<MeterKey, Meter> meters;
    private final boolean explained;

    /** @param explained whether lines carry the steps of their rating; a mere total is faster without */
    public Rater(Function<MeterKey, Meter> meters, boolean explained) {
        this.meters = meters;
        this.explained = explained;
    }

    /**
     * Rates the usage charges of a period up to {@code asOf}: a line per charge and stretch of segments with the same terms for
     * it that used anything or costs anything, then, once the period is over, what minimum and maximum spend add.
     */
    public List<RatedLine> rate(SubscriptionId subscription, List<Segment> segments, Usage usage, Instant asOf) {
        return rate(subscription, segments, usage, asOf, List.of(), meter -> false);
    }

    /**
     * The same with lines that are settled for some meters: whatever was used of them since, they stay as they are.
     *
     * @param settled the lines of usage of this period as they were invoiced
     * @param isSettled for which meters these are taken instead of rating their usage again
     */
    public List<RatedLine> rate(
            SubscriptionId subscription,
            List<Segment> segments,
            Usage usage,
            Instant asOf,
            List<RatedLine> settled,
            Predicate<Meter> isSettled) {
        List<RatedLine> lines = new ArrayList<>();
        settled.stream()
                .filter(line -> line.kind() == RatedLine.Kind.USAGE
                        && line.subscription().equals(subscription)
                        && isSettled.test(meters.apply(line.meter().orElseThrow())))
                .forEach(lines::add);
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (!segment.isTrial() && asOf.isAfter(segment.part().start())) {
                for (Charge charge : segment.plan().charges()) {
                    if (charge.isFee()) {
                        continue;
                    }
                    Meter meter = meters.apply(charge.meter().orElseThrow());
                    if (!isSettled.test(meter)) {
                        Stretch.from(segments, i, meter)
                                .flatMap(stretch -> line(subscription, stretch, charge, meter, usage, asOf))
                                .ifPresent(lines::add);
                    }
                }
            }
        }
        if (!segments.isEmpty()
                && !asOf.isBefore(segments.get(0).period().actual().end())) {
            lines.addAll(SpendBoundLines.of(subscription, segments, lines));
        }
        return lines;
    }

    private Optional<RatedLine> line(
            SubscriptionId subscription, Stretch stretch, Charge charge, Meter meter, Usage usage, Instant asOf) {
        Segment segment = stretch.segment();
        SegmentUse use = new SegmentUse(stretch, meter, charge.filter(), usage, asOf);
        StepList steps = new StepList();
        Fraction share = segment.share(meter);
        ChargeModel model =
                share.equals(Fraction.ONE) ? charge.model() : charge.model().prorated(share);
        Amount amount = model.amount(use, explained ? steps : Steps.NONE);
        if (amount.isZero() && use.used().isZero()) {
            return Optional.empty();
        }
        return Optional.of(new RatedLine(
                RatedLine.Kind.USAGE,
                subscription,
                segment.plan().id(),
                charge.key().value(),
                charge.name(),
                charge.meter(),
                use.window(),
                use.used(),
                use.quantity(),
                amount,
                segment.percentOff(),
                charge.settlement(),
                steps.steps()));
    }
}
