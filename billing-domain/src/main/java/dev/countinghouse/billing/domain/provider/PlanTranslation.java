package dev.countinghouse.billing.domain.provider;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.period.Proration;
import dev.countinghouse.billing.domain.plan.ChangePolicy.AllowanceOnChange;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.Phase;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.SpendBounds;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import dev.countinghouse.billing.domain.pricing.FlatFee;
import dev.countinghouse.billing.domain.pricing.PerUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The prices of one plan, and what of the plan itself the provider would do otherwise. */
final class PlanTranslation {

    private final PlanVersion plan;
    private final Map<MeterKey, Meter> meters;
    private final ProviderTerms terms;
    private final Problems problems;
    private final String path;
    private final List<Charge> charges;

    PlanTranslation(PlanVersion plan, Map<MeterKey, Meter> meters, ProviderTerms terms, Problems problems) {
        this.plan = plan;
        this.meters = meters;
        this.terms = terms;
        this.problems = problems;
        this.path = "plans." + plan.id().plan();
        this.charges =
                plan.charges().stream().filter(PlanTranslation::isInvoiced).toList();
    }

    /** What credits pay for never reaches an invoice. */
    static boolean isInvoiced(Charge charge) {
        return charge.settlement() == Charge.Settlement.INVOICE;
    }

    List<ProviderPrice> prices() {
        if (charges.isEmpty()) {
            // nothing to invoice; what it allows and gives is ours
            return List.of();
        }
        checkRhythm();
        checkBounds(path, plan.bounds());
        checkPhases();
        checkChange();
        if (charges.size() > terms.mostCharges()) {
            problems.add(
                    path + ".charges",
                    "has " + charges.size() + " that are invoiced, the provider takes at most " + terms.mostCharges()
                            + " in a subscription");
        }
        return charges.stream().flatMap(this::price).toList();
    }

    private void checkRhythm() {
        if (!terms.takes(plan.currency())) {
            problems.add(path + ".currency", Problems.refused(plan.currency()));
        }
        if (!ProviderTerms.fits(plan.interval(), terms.longestInterval())) {
            problems.add(path + ".every", "is " + plan.interval() + ", which is longer than the provider takes");
        }
        if (!plan.interval().equals(plan.usageInterval())) {
            problems.add(
                    path + ".usage_every",
                    "is " + plan.usageInterval() + " where fees are due every " + plan.interval()
                            + ": at the provider everything in a plan falls due together, leave it out");
        }
    }

    private void checkBounds(String owner, SpendBounds bounds) {
        bounds.minimum()
                .ifPresent(least -> problems.add(
                        owner + ".minimum_spend",
                        "is " + least + ", the provider adds nothing up to a minimum: leave it out"));
        bounds.maximum()
                .ifPresent(most -> problems.add(
                        owner + ".maximum_spend", "is " + most + ", the provider stops at no maximum: leave it out"));
    }

    private void checkPhases() {
        for (int i = 0; i < plan.phases().size(); i++) {
            Phase phase = plan.phases().get(i);
            String at = path + ".phases[" + i + "]";
            if (!phase.percentOff().isZero()) {
                problems.add(
                        at + ".percent_off",
                        "is " + phase.percentOff()
                                + ", the provider takes nothing off for a time: give a coupon instead");
            }
            if (phase.trial() && !ProviderTerms.fits(phase.duration(), terms.longestTrial())) {
                problems.add(
                        at + ".for", "is " + phase.duration() + ", which is a longer trial than the provider takes");
            }
        }
    }

    private void checkChange() {
        Proration proration = plan.change().proration();
        if (proration != Proration.SECOND && charges.stream().anyMatch(PlanTranslation::isRealFee)) {
            problems.add(
                    path + ".on_change.proration",
                    "is " + word(proration) + ", the provider prorates fees by the second: write second");
        }
        AllowanceOnChange allowance = plan.change().allowance();
        if (allowance != AllowanceOnChange.RESTART && charges.stream().anyMatch(PlanTranslation::dependsOnTotal)) {
            problems.add(
                    path + ".on_change.allowance",
                    "is " + word(allowance) + ", at the provider tiers and packages begin anew with a change: write"
                            + " restart, or price by the unit");
        }
    }

    private static boolean isRealFee(Charge charge) {
        return charge.model() instanceof FlatFee fee && !fee.fee().isZero();
    }

    private static boolean dependsOnTotal(Charge charge) {
        return charge.model().needs() == ChargeModel.Needs.QUANTITY && !(charge.model() instanceof PerUnit);
    }

    private Stream<ProviderPrice> price(Charge charge) {
        String at = path + ".charges." + charge.key();
        problems.checkName(at + ".name", charge.name(), terms.longestName());
        checkBounds(at, charge.bounds());
        if (isRealFee(charge)) {
            checkFee(at, charge);
        }
        Optional<Meter> usage = charge.meter().map(meters::get);
        if (usage.isPresent() && (plan.id().plan() + ":" + charge.key()).length() > ProviderMeter.LONGEST_NAME) {
            problems.add(
                    at,
                    "has a key that is too long beside that of its plan: the provider takes together at most "
                            + (ProviderMeter.LONGEST_NAME - 1) + " characters");
            return Stream.empty();
        }
        int decimals = usage.map(Meter::decimals).orElse(0);
        return new SchemeTranslation(at, decimals, terms, problems)
                .of(charge.model()).stream()
                        .map(scheme -> new ProviderPrice(
                                plan.id(),
                                charge.key(),
                                charge.name(),
                                plan.currency(),
                                plan.interval(),
                                usage.map(any -> ProviderMeter.of(plan.id().plan(), charge.key(), decimals)),
                                scheme,
                                false));
    }

    private void checkFee(String at, Charge charge) {
        if (charge.timing() == Charge.Timing.ARREARS) {
            problems.add(at + ".in", "is arrears, the provider invoices fees in advance: write advance");
        }
        if (!charge.prorated()) {
            problems.add(at + ".prorated", "is false, the provider prorates every fee: write true");
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
