package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.period.Proration;
import dev.countinghouse.billing.domain.plan.ChangePolicy;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;
import java.util.Optional;

/** The syntax of a plan. */
final class PlanCodec {

    private final MeterTable meters;
    private final LimitCodec limits;
    private final Currencies currencies;
    private final Names<PlanKey> plans;
    private final Names<FeatureKey> features;

    /**
     * @param plans all of the catalogue, which upgrades may name
     * @param features those that any plan has, which grants may be for
     */
    PlanCodec(MeterTable meters, Currencies currencies, Names<PlanKey> plans, Names<FeatureKey> features) {
        this.meters = meters;
        this.limits = new LimitCodec(meters);
        this.currencies = currencies;
        this.plans = plans;
        this.features = features;
    }

    Optional<PlanVersion> read(PlanKey key, Node node, Problems problems) {
        return Fields.in(node, problems, fields -> new PlanFields(
                        key, fields, meters, limits, currencies.of(fields), plans, features)
                .build());
    }

    static Optional<ChangePolicy> change(Node node, Problems problems) {
        return Fields.in(node, problems, fields -> {
            ChangePolicy standard = ChangePolicy.STANDARD;
            Found<ChangePolicy.AllowanceOnChange> allowance = fields.optional(
                    "allowance", standard.allowance(), Values.oneOf(ChangePolicy.AllowanceOnChange.values()));
            Found<Proration> proration =
                    fields.optional("proration", standard.proration(), Values.oneOf(Proration.values()));
            return fields.build(() -> new ChangePolicy(allowance.get(), proration.get()));
        });
    }

    static ObjectNode write(PlanVersion plan, Optional<Currency> standard) {
        ObjectNode node = Tree.object().put("name", plan.name());
        if (plan.id().version() != 1) {
            node.put("version", plan.id().version());
        }
        if (plan.role() != PlanVersion.Role.MAIN) {
            node.put("role", Tree.word(plan.role()));
        }
        Currencies.write(node, plan.currency(), standard);
        node.put("every", plan.interval().toString());
        if (!plan.usageInterval().equals(plan.interval())) {
            node.put("usage_every", plan.usageInterval().toString());
        }
        writeTerms(node, plan);
        if (!plan.change().equals(ChangePolicy.STANDARD)) {
            node.set("on_change", write(plan.change()));
        }
        Bounds.write(node, plan.bounds());
        if (!plan.upgrades().isEmpty()) {
            node.set(
                    "upgrades",
                    Tree.texts(plan.upgrades().stream().map(PlanKey::value).toList()));
        }
        return node;
    }

    private static void writeTerms(ObjectNode node, PlanVersion plan) {
        if (!plan.charges().isEmpty()) {
            ObjectNode charges = Tree.object();
            plan.charges().forEach(charge -> charges.set(charge.key().value(), ChargeCodec.write(charge)));
            node.set("charges", charges);
        }
        if (!plan.allowances().isEmpty()) {
            node.set("allowances", AllowanceCodec.write(plan.allowances()));
        }
        if (!plan.limits().isEmpty()) {
            node.set("limits", LimitCodec.write(plan.limits()));
        }
        if (!plan.entitlements().isEmpty()) {
            ObjectNode entitlements = Tree.object();
            plan.entitlements().forEach((key, each) -> entitlements.set(key.value(), EntitlementCodec.write(each)));
            node.set("entitlements", entitlements);
        }
        if (!plan.phases().isEmpty()) {
            node.set(
                    "phases",
                    Tree.list(plan.phases().stream().map(PhaseCodec::write).toList()));
        }
        if (!plan.grants().isEmpty()) {
            node.set("grants", GrantCodec.write(plan.grants(), plan.currency()));
        }
    }

    private static ObjectNode write(ChangePolicy change) {
        return Tree.object()
                .put("allowance", Tree.word(change.allowance()))
                .put("proration", Tree.word(change.proration()));
    }
}
