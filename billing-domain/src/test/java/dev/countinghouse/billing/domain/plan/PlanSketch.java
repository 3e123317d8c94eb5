package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.period.Proration;
import dev.countinghouse.billing.domain.plan.ChangePolicy.AllowanceOnChange;
import dev.countinghouse.billing.domain.plan.Charge.Settlement;
import dev.countinghouse.billing.domain.plan.Charge.Timing;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import dev.countinghouse.billing.domain.pricing.FlatFee;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A plan of a test in a few words: monthly, in US dollars, with the standard policy for changes, unless said otherwise. */
public final class PlanSketch {

    private final PlanKey key;
    private int version = 1;
    private PlanVersion.Role role = PlanVersion.Role.MAIN;
    private Currency currency = Currency.getInstance("USD");
    private Interval interval = Interval.parse("month");
    private Interval usageInterval = Interval.parse("month");
    private final List<Charge> charges = new ArrayList<>();
    private final SortedMap<MeterKey, Allowance> allowances = new TreeMap<>();
    private final List<Phase> phases = new ArrayList<>();
    private final List<GrantTerms> grants = new ArrayList<>();
    private final List<UsageLimit> limits = new ArrayList<>();
    private ChangePolicy change = ChangePolicy.STANDARD;
    private SpendBounds bounds = SpendBounds.NONE;

    private PlanSketch(String key) {
        this.key = new PlanKey(key);
    }

    public static PlanSketch plan(String key) {
        return new PlanSketch(key);
    }

    public static PlanSketch addOn(String key) {
        PlanSketch sketch = new PlanSketch(key);
        sketch.role = PlanVersion.Role.ADD_ON;
        return sketch;
    }

    public PlanSketch version(int number) {
        version = number;
        return this;
    }

    public PlanSketch in(String currencyCode) {
        currency = Currency.getInstance(currencyCode);
        return this;
    }

    public PlanSketch every(String fees, String usage) {
        interval = Interval.parse(fees);
        usageInterval = Interval.parse(usage);
        return this;
    }

    public PlanSketch onChange(AllowanceOnChange allowance, Proration proration) {
        change = new ChangePolicy(allowance, proration);
        return this;
    }

    public PlanSketch fee(String amount) {
        return fee("base", amount, Timing.ADVANCE, true);
    }

    public PlanSketch fee(String charge, String amount, Timing timing, boolean prorated) {
        ChargeModel model = new FlatFee(Money.parse(amount, currency));
        charges.add(new Charge(
                new ChargeKey(charge),
                charge,
                timing,
                prorated,
                Settlement.INVOICE,
                Optional.empty(),
                Filter.ALL,
                model,
                SpendBounds.NONE));
        return this;
    }

    /** A charge for a meter, named like the meter. */
    public PlanSketch usage(String meter, ChargeModel model) {
        return usage(meter, meter, model, SpendBounds.NONE, Settlement.INVOICE);
    }

    public PlanSketch usage(String charge, String meter, ChargeModel model, SpendBounds spend, Settlement settlement) {
        charges.add(new Charge(
                new ChargeKey(charge),
                charge,
                Timing.ARREARS,
                false,
                settlement,
                Optional.of(new MeterKey(meter)),
                Filter.ALL,
                model,
                spend));
        return this;
    }

    public PlanSketch includes(String meter, long units) {
        allowances.put(new MeterKey(meter), Allowance.of(Limit.of(units), Allowance.Cap.NONE));
        return this;
    }

    public PlanSketch trial(String duration, String meter, long units) {
        SortedMap<MeterKey, Allowance> limits = new TreeMap<>();
        limits.put(new MeterKey(meter), Allowance.of(Limit.of(units), Allowance.Cap.HARD));
        phases.add(new Phase("trial", true, Interval.parse(duration), Fraction.ZERO, limits, List.of()));
        return this;
    }

    public PlanSketch phase(String duration, String percentOff) {
        String name = "phase-" + (phases.size() + 1);
        phases.add(new Phase(
                name, false, Interval.parse(duration), Fraction.parse(percentOff), new TreeMap<>(), List.of()));
        return this;
    }

    public PlanSketch grants(GrantTerms terms) {
        grants.add(terms);
        return this;
    }

    public PlanSketch limits(UsageLimit limit) {
        limits.add(limit);
        return this;
    }

    public PlanSketch spend(String minimum, String maximum) {
        bounds = spend(currency, minimum, maximum);
        return this;
    }

    /** Bounds on spend; {@code ""} for none. */
    public static SpendBounds spend(Currency currency, String minimum, String maximum) {
        return new SpendBounds(
                Optional.of(minimum).filter(text -> !text.isEmpty()).map(text -> Money.parse(text, currency)),
                Optional.of(maximum).filter(text -> !text.isEmpty()).map(text -> Money.parse(text, currency)));
    }

    public PlanVersion build() {
        return new PlanVersion(
                new PlanVersionId(key, version),
                key.value(),
                role,
                currency,
                interval,
                usageInterval,
                charges,
                allowances,
                new TreeMap<>(),
                phases,
                grants,
                limits,
                change,
                bounds,
                List.of());
    }
}
