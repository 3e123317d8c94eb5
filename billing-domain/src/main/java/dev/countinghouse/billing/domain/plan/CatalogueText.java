package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.CatalogueDiff.Concept;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A catalogue as texts by path, so that two of them can be compared and shown. Fields at their default are left out. */
final class CatalogueText {

    private final SortedMap<String, Entry> entries = new TreeMap<>();

    private CatalogueText() {}

    /** One thing of a catalogue with its own fields; its parts are entries of their own. */
    record Entry(Concept concept, SortedMap<String, String> fields) {}

    static SortedMap<String, Entry> of(Catalogue catalogue) {
        CatalogueText text = new CatalogueText();
        catalogue.meters().values().forEach(text::add);
        catalogue.plans().values().forEach(text::add);
        catalogue.coupons().values().forEach(text::add);
        catalogue.products().values().forEach(text::add);
        catalogue.creditSale().ifPresent(text::add);
        return text.entries;
    }

    private void add(Meter meter) {
        entry(Concept.METER, "meters." + meter.key())
                .with("name", meter.name())
                .with("unit", meter.unit())
                .with("event", meter.eventType())
                .with("aggregation", word(meter.aggregation()))
                .with("property", meter.property())
                .with("series", meter.series())
                .with("filter", text(meter.filter()))
                .with("numbers", meter.numbers())
                .with("dimensions", meter.dimensions())
                .with("late", word(meter.late().kind()))
                .with("grace", meter.late().grace())
                .with("when_unavailable", word(meter.outage()))
                .with("decimals", meter.decimals() == 0 ? "" : meter.decimals());
    }

    private void add(PlanVersion plan) {
        String path = "plans." + plan.id().plan();
        entry(Concept.PLAN, path)
                .with("name", plan.name())
                .with("role", word(plan.role()))
                .with("currency", plan.currency())
                .with("every", plan.interval())
                .with("usage_every", plan.usageInterval())
                .with(
                        "order_of_charges",
                        plan.charges().stream().map(Charge::key).toList())
                .with(
                        "order_of_grants",
                        plan.grants().stream().map(GrantTerms::key).toList())
                .with("order_of_phases", plan.phases().stream().map(Phase::key).toList())
                .with(
                        "on_change",
                        word(plan.change().allowance()) + ", "
                                + word(plan.change().proration()))
                .with("minimum_spend", plan.bounds().minimum())
                .with("maximum_spend", plan.bounds().maximum())
                .with("upgrades", plan.upgrades());
        plan.charges().forEach(charge -> add(path, charge));
        plan.allowances().forEach((meter, allowance) -> add(path, meter, allowance));
        plan.limits().forEach(limit -> add(path, limit));
        plan.entitlements()
                .forEach((feature, entitlement) -> entry(Concept.ENTITLEMENT, path + ".entitlements." + feature)
                        .with("is", entitlement));
        plan.phases().forEach(phase -> add(path, phase));
        plan.grants().forEach(grant -> add(path, grant));
    }

    private void add(String plan, GrantTerms grant) {
        entry(Concept.GRANT, plan + ".grants." + grant.key())
                .with("amount", grant.amount())
                .with("every", grant.every().map(Interval::toString).orElse("once"))
                .with("lasts", grant.lasts())
                .with("priority", grant.priority())
                .with("for_meters", grant.scope().meters())
                .with("for_features", grant.scope().features())
                .with("rollover_minimum", grant.rollover().map(Rollover::minimum))
                .with("rollover_maximum", grant.rollover().map(Rollover::maximum));
    }

    private void add(String plan, Charge charge) {
        entry(Concept.CHARGE, plan + ".charges." + charge.key())
                .with("name", charge.name())
                .with("meter", charge.meter())
                .with("filter", text(charge.filter()))
                .with("price", charge.model())
                .with("in", word(charge.timing()))
                .with("prorated", charge.prorated())
                .with("settle", word(charge.settlement()))
                .with("minimum_spend", charge.bounds().minimum())
                .with("maximum_spend", charge.bounds().maximum());
    }

    private void add(String owner, MeterKey meter, Allowance allowance) {
        entry(Concept.ALLOWANCE, owner + ".allowances." + meter)
                .with("included", allowance.included().fold(Object::toString, () -> "unlimited"))
                .with("cap", word(allowance.cap()))
                .with("grace_percent", allowance.gracePercent())
                .with("grace", allowance.graceTime());
    }

    private void add(String owner, UsageLimit limit) {
        boolean atOnce = limit.measure() instanceof LimitMeasure.Concurrency;
        entry(Concept.LIMIT, owner + ".limits." + limit.id())
                .with("measure", limit.measure().word())
                .with("meter", limit.measure().meter())
                .with("dimension", limit.part().map(UsageLimit.Part::dimension))
                .with("value", limit.part().flatMap(UsageLimit.Part::value))
                .with("window", atOnce ? "" : word(limit.window()))
                .with("most", limit.most());
    }

    private void add(String plan, Phase phase) {
        String path = plan + ".phases." + phase.key();
        entry(Concept.PHASE, path)
                .with("trial", phase.trial())
                .with("for", phase.duration())
                .with("percent_off", phase.percentOff());
        phase.allowances().forEach((meter, allowance) -> add(path, meter, allowance));
        phase.limits().forEach(limit -> add(path, limit));
    }

    private void add(Coupon coupon) {
        entry(Concept.COUPON, "coupons." + coupon.key())
                .with("name", coupon.name())
                .with("discount", coupon.discount())
                .with(
                        "invoices",
                        coupon.duration().equals(Coupon.Duration.FOREVER)
                                ? "forever"
                                : coupon.duration().invoices());
    }

    private void add(Product product) {
        entry(Concept.PRODUCT, "products." + product.key())
                .with("name", product.name())
                .with("category", product.category())
                .with("price", product.price())
                .with("attributes", product.attributes().isEmpty() ? "" : product.attributes());
    }

    private void add(CreditSale sale) {
        entry(Concept.CREDIT_SALE, "credits")
                .with("minimum", sale.minimum())
                .with("maximum", sale.maximum())
                .with("lasts", sale.lasts())
                .with(
                        "order_of_bonuses",
                        sale.bonuses().stream().map(PurchaseBonus::key).toList())
                .with(
                        "order_of_packs",
                        sale.packs().stream().map(CreditPack::key).toList());
        sale.bonuses().forEach(bonus -> entry(Concept.PURCHASE_BONUS, "credits.bonuses." + bonus.key())
                .with("from", bonus.from())
                .with("percent", bonus.percent())
                .with("amount", bonus.amount())
                .with("plans", bonus.plans())
                .with("lasts", bonus.lasts()));
        sale.packs().forEach(pack -> entry(Concept.CREDIT_PACK, "credits.packs." + pack.key())
                .with("name", pack.name())
                .with("price", pack.price())
                .with("credits", pack.credits())
                .with("lasts", pack.lasts()));
    }

    private Fields entry(Concept concept, String path) {
        SortedMap<String, String> fields = new TreeMap<>();
        entries.put(path, new Entry(concept, fields));
        return new Fields(fields);
    }

    private static String text(Filter filter) {
        return filter.conditions().isEmpty() ? "" : filter.conditions().toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private record Fields(Map<String, String> into) {

        Fields with(String name, Optional<?> value) {
            return with(name, value.map(Object::toString).orElse(""));
        }

        Fields with(String name, Object value) {
            String text = value.toString();
            if (!text.isEmpty() && !text.equals("[]")) {
                into.put(name, text);
            }
            return this;
        }
    }
}
