package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Entitlement;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Map;
import java.util.Optional;

/** The syntax of an entitlement: {@code true}, a value or a list of values, or {@code {meter: agent_runs}}. */
final class EntitlementCodec {

    private EntitlementCodec() {}

    /** @param allowances those of the plan: only their meters can limit a feature */
    static Groups.EntryReader<FeatureKey, Entitlement> reader(
            MeterTable meters, Found<Map<MeterKey, Allowance>> allowances) {
        return (feature, node, problems) -> {
            if (node instanceof Node.Mapping) {
                return Fields.in(node, problems, fields -> {
                    Found<MeterKey> meter = fields.required("meter", meters::key);
                    checkAllowance(fields, meter, allowances);
                    return fields.build(() -> new Entitlement.Metered(meter.get()));
                });
            }
            if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.FLAG) {
                return Optional.of(new Entitlement.Switch(Boolean.parseBoolean(scalar.text())));
            }
            return Groups.oneOrMore(Values::text).read(node, problems).map(Entitlement.Static::new);
        };
    }

    private static void checkAllowance(
            Fields fields, Found<MeterKey> meter, Found<Map<MeterKey, Allowance>> allowances) {
        if (meter.value().isPresent()
                && allowances.value().isPresent()
                && !allowances.get().containsKey(meter.get())) {
            fields.reject(
                    "meter",
                    "is '" + meter.get() + "', for which the plan has no allowance, it has allowances for "
                            + allowances.get().keySet());
        }
    }

    static JsonNode write(Entitlement entitlement) {
        if (entitlement instanceof Entitlement.Switch onOff) {
            return Tree.flag(onOff.enabled());
        }
        if (entitlement instanceof Entitlement.Metered metered) {
            return Tree.object().put("meter", metered.meter().value());
        }
        return Tree.texts(((Entitlement.Static) entitlement).values());
    }
}
