package dev.countinghouse.billing.domain.rating;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.period.Proration;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.pricing.Step;
import dev.countinghouse.billing.domain.pricing.Steps;
import dev.countinghouse.billing.domain.rating.RatedLine.Kind;
import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.domain.subscription.Term;
import java.util.List;
import java.util.Optional;

/** The fees of one term in one fee period, and lines for parts of it. A part that no share falls to makes no line. */
record Fee(SubscriptionId subscription, Term term, PlanVersion plan, Fraction percentOff, BillingPeriod period) {

    Period whole() {
        return period.feePeriod(plan.usagePeriodsPerFee());
    }

    /** @param paid the quantity that fees which are not prorated were charged for already in this fee period */
    List<RatedLine> charged(Kind kind, Period part, String prefix, long paid) {
        return inAdvance().stream()
                .flatMap(charge -> line(charge, kind, part, prefix, quantity(charge.prorated(), part, paid)).stream())
                .toList();
    }

    /** Fees that are not prorated are never credited. */
    List<RatedLine> credited(Period part, String prefix) {
        return inAdvance().stream()
                .filter(Charge::prorated)
                .flatMap(charge ->
                        line(
                                charge,
                                Kind.PRORATION,
                                part,
                                prefix,
                                share(part).times(quantity().negate()))
                                .stream())
                .toList();
    }

    /** What a part bears of a fee: its share where the fee is prorated or spans several usage periods. */
    Optional<RatedLine> borne(Charge charge, Period part, long paid) {
        return line(
                charge, Kind.FEE, part, "", quantity(charge.prorated() || plan.usagePeriodsPerFee() > 1, part, paid));
    }

    private Optional<RatedLine> line(Charge charge, Kind kind, Period part, String prefix, Fraction quantity) {
        return Optional.of(rated(charge, kind, part, prefix, quantity))
                .filter(line -> !quantity.isZero())
                .filter(line -> kind == Kind.FEE || !line.amount().isZero());
    }

    private Fraction quantity(boolean shared, Period part, long paid) {
        return shared
                ? share(part).times(quantity())
                : quantity().minus(Fraction.of(paid)).max(Fraction.ZERO);
    }

    private RatedLine rated(Charge charge, Kind kind, Period part, String prefix, Fraction quantity) {
        Amount fee = charge.model().amount(QuantityUse.NONE, Steps.NONE);
        Amount amount = fee.times(quantity);
        String description = prefix + charge.name();
        return new RatedLine(
                kind,
                subscription,
                plan.id(),
                charge.key().value(),
                description,
                Optional.empty(),
                part,
                Fraction.ZERO,
                quantity,
                amount,
                percentOff,
                Charge.Settlement.INVOICE,
                List.of(new Step(description, quantity, fee.settle().toString(), amount)));
    }

    private List<Charge> inAdvance() {
        return plan.charges().stream()
                .filter(charge -> charge.isFee() && charge.timing() == Charge.Timing.ADVANCE)
                .toList();
    }

    private Fraction share(Period part) {
        Proration proration = plan.change().proration();
        return proration.share(part, whole(), period.cycle().zone());
    }

    private Fraction quantity() {
        return Fraction.of(term.quantity());
    }
}
