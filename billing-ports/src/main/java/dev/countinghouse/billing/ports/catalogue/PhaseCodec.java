package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Phase;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The syntax of a phase: {@code {key: trial, trial: true, for: 14 days, allowances: {…}}}. */
final class PhaseCodec {

    private PhaseCodec() {}

    static Reader<List<Phase>> phases(MeterTable meters, LimitCodec limit) {
        return (node, problems) -> Groups.listOf(phase(meters, limit))
                .read(node, problems)
                .filter(phases -> {
                    boolean inOrder = true;
                    for (int i = 1; i < phases.size(); i++) {
                        if (phases.get(i).trial()) {
                            Node late = ((Node.Sequence) node).items().get(i);
                            problems.report(late, "is a trial, which can only be the first phase");
                            inOrder = false;
                        }
                    }
                    return inOrder;
                });
    }

    private static Reader<Phase> phase(MeterTable meters, LimitCodec limit) {
        return (node, problems) -> Fields.in(node, problems, fields -> {
            Found<String> key = fields.required("key", Values::text);
            Found<Boolean> trial = fields.optional("trial", false, Values::flag);
            Found<Interval> duration = fields.required("for", Values::interval);
            Found<Fraction> percentOff = fields.optional("percent_off", Fraction.ZERO, Values::number);
            Found<Map<MeterKey, Allowance>> allowances =
                    fields.optional("allowances", Map.of(), Groups.mapOf(MeterKey::new, AllowanceCodec.reader(meters)));
            Found<List<UsageLimit>> limits = fields.optional("limits", List.of(), limit::read);
            return fields.build(() -> new Phase(
                    key.get(),
                    trial.get(),
                    duration.get(),
                    percentOff.get(),
                    new TreeMap<>(allowances.get()),
                    limits.get()));
        });
    }

    static ObjectNode write(Phase phase) {
        ObjectNode node = Tree.object().put("key", phase.key());
        if (phase.trial()) {
            node.put("trial", true);
        }
        node.put("for", phase.duration().toString());
        if (!phase.percentOff().isZero()) {
            node.set("percent_off", Tree.number(phase.percentOff()));
        }
        if (!phase.allowances().isEmpty()) {
            node.set("allowances", AllowanceCodec.write(phase.allowances()));
        }
        if (!phase.limits().isEmpty()) {
            node.set("limits", LimitCodec.write(phase.limits()));
        }
        return node;
    }
}
