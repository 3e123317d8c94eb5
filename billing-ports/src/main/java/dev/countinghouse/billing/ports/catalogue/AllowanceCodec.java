package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The syntax of an allowance: {@code {included: 1000000, cap: soft, grace: 24h, grace_percent: 10}}. */
final class AllowanceCodec {

    private static final String UNLIMITED = "unlimited";

    private AllowanceCodec() {}

    static Groups.EntryReader<MeterKey, Allowance> reader(MeterTable meters) {
        return (key, node, problems) ->
                meters.known(key.value(), node, problems).flatMap(known -> read(node, problems));
    }

    private static Optional<Allowance> read(Node node, Problems problems) {
        return Fields.in(node, problems, fields -> {
            Found<Limit> included = fields.required("included", AllowanceCodec::limit);
            boolean endless =
                    included.value().filter(Limit.Unlimited.class::isInstance).isPresent();
            Reader<Allowance.Cap> caps = Values.oneOf(Allowance.Cap.values());
            Found<Allowance.Cap> cap =
                    endless ? fields.optional("cap", Allowance.Cap.NONE, caps) : fields.required("cap", caps);
            Allowance standard = Allowance.of(new Limit.Unlimited(), cap.value().orElse(Allowance.Cap.NONE));
            Found<Duration> grace = fields.optional("grace", standard.graceTime(), Values::duration);
            Found<Fraction> percent = fields.optional("grace_percent", standard.gracePercent(), Values::number);
            if (fields.has("grace") && standard.cap() != Allowance.Cap.SOFT) {
                fields.reject(
                        "grace",
                        "is for cap: soft only, a hard cap refuses at once and without a cap nothing is refused");
            }
            return fields.build(() -> new Allowance(included.get(), cap.get(), percent.get(), grace.get()));
        });
    }

    private static Optional<Limit> limit(Node node, Problems problems) {
        return node instanceof Node.Scalar scalar && scalar.text().equals(UNLIMITED)
                ? Optional.of(new Limit.Unlimited())
                : Values.number(node, problems).map(Limit.Units::new);
    }

    static ObjectNode write(Map<MeterKey, Allowance> allowances) {
        ObjectNode node = Tree.object();
        allowances.forEach((meter, allowance) -> node.set(meter.value(), write(allowance)));
        return node;
    }

    private static ObjectNode write(Allowance allowance) {
        ObjectNode node = Tree.object();
        node.set("included", allowance.included().<JsonNode>fold(Tree::number, () -> Tree.text(UNLIMITED)));
        node.put("cap", Tree.word(allowance.cap()));
        if (!allowance.gracePercent().isZero()) {
            node.set("grace_percent", Tree.number(allowance.gracePercent()));
        }
        if (!allowance
                .graceTime()
                .equals(Allowance.of(allowance.included(), allowance.cap()).graceTime())) {
            node.put("grace", allowance.graceTime().toSeconds() + "s");
        }
        return node;
    }
}
