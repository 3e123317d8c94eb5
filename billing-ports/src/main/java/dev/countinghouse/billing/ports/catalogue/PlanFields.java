package dev.countinghouse.billing.ports.catalogue;

import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.ChangePolicy;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.Entitlement;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.domain.plan.GrantTerms;
import dev.countinghouse.billing.domain.plan.Phase;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The fields of one plan as they were read, and the checks that need several of them. */
final class PlanFields {

    private static final Interval UNREAD = new Interval(1, Interval.Unit.MONTH);

    private final PlanKey key;
    private final Fields fields;
    private final Currency currency;
    private final Found<Long> version;
    private final Found<String> name;
    private final Found<PlanVersion.Role> role;
    private final Found<Interval> every;
    private final Found<Optional<Interval>> usageEvery;
    private final Found<Map<ChargeKey, Charge>> charges;
    private final Found<Map<MeterKey, Allowance>> allowances;
    private final Found<List<UsageLimit>> limits;
    private final Found<Map<FeatureKey, Entitlement>> entitlements;
    private final Found<List<Phase>> phases;
    private final Found<List<GrantTerms>> grants;
    private final Found<ChangePolicy> change;
    private final Bounds bounds;
    private final Found<List<PlanKey>> upgrades;

    PlanFields(
            PlanKey key,
            Fields fields,
            MeterTable meters,
            LimitCodec limit,
            Currency currency,
            Names<PlanKey> plans,
            Names<FeatureKey> features) {
        this.key = key;
        this.fields = fields;
        this.currency = currency;
        ChargeCodec charge = new ChargeCodec(meters, currency);
        version = fields.optional("version", 1L, Values.wholeNumber(1, Integer.MAX_VALUE));
        name = fields.optional("name", key.value(), Values::text);
        role = fields.optional("role", PlanVersion.Role.MAIN, Values.oneOf(PlanVersion.Role.values()));
        every = fields.required("every", Values::interval);
        usageEvery = fields.maybe("usage_every", Values::interval);
        charges = fields.optional("charges", Map.of(), Groups.mapOf(ChargeKey::new, charge::read));
        allowances =
                fields.optional("allowances", Map.of(), Groups.mapOf(MeterKey::new, AllowanceCodec.reader(meters)));
        limits = fields.optional("limits", List.of(), limit::read);
        entitlements = fields.optional(
                "entitlements", Map.of(), Groups.mapOf(FeatureKey::new, EntitlementCodec.reader(meters, allowances)));
        phases = fields.optional("phases", List.of(), PhaseCodec.phases(meters, limit));
        grants = fields.optional("grants", List.of(), new GrantCodec(meters, features, currency, period())::read);
        change = fields.optional("on_change", ChangePolicy.STANDARD, PlanCodec::change);
        bounds = Bounds.in(fields, currency);
        upgrades = fields.optional("upgrades", List.of(), Groups.listOf(plans::key));
    }

    /** How often usage is totalled; something where that could not be read, so that the rest is still checked. */
    private Interval period() {
        return usageEvery.value().flatMap(usage -> usage).or(every::value).orElse(UNREAD);
    }

    Optional<PlanVersion> build() {
        checkIntervals();
        if (!fields.isBroken()) {
            checkCharges();
        }
        return fields.build(() -> plan(List.copyOf(charges.get().values())));
    }

    private void checkIntervals() {
        Optional<Interval> fees = every.value();
        Optional<Interval> usage = usageEvery.value().flatMap(interval -> interval);
        if (fees.isPresent() && usage.isPresent() && !fees.get().isMultipleOf(usage.get())) {
            fields.reject(
                    "usage_every",
                    "is '" + usage.get() + "', which does not fit a whole number of times into '" + fees.get()
                            + "': a month fits into a year, a day into a week");
        }
    }

    /** What the plan refuses is refused at the charge that brought it about: the first with which the plan breaks a rule. */
    private void checkCharges() {
        List<Charge> all = List.copyOf(charges.get().values());
        if (refusalOf(all).isEmpty() || refusalOf(List.of()).isPresent()) {
            return;
        }
        int accepted = 0;
        int refused = all.size();
        while (refused - accepted > 1) {
            int middle = (accepted + refused) >>> 1;
            if (refusalOf(all.subList(0, middle)).isEmpty()) {
                accepted = middle;
            } else {
                refused = middle;
            }
        }
        String refusal = refusalOf(all.subList(0, refused)).orElseThrow();
        fields.rejectEntry("charges", all.get(accepted).key().value(), refusal);
    }

    private Optional<String> refusalOf(List<Charge> some) {
        try {
            plan(some);
            return Optional.empty();
        } catch (IllegalArgumentException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    private PlanVersion plan(List<Charge> some) {
        return new PlanVersion(
                new PlanVersionId(key, Math.toIntExact(version.get())),
                name.get(),
                role.get(),
                currency,
                every.get(),
                usageEvery.get().orElse(every.get()),
                some,
                new TreeMap<>(allowances.get()),
                new TreeMap<>(entitlements.get()),
                phases.get(),
                grants.get(),
                limits.get(),
                change.get(),
                bounds.get(),
                upgrades.get());
    }
}
