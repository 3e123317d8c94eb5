package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The syntax of a filter: {@code {status: {not: failed}, model: [small, large]}}; all conditions must hold. */
final class FilterCodec {

    private static final Reader<List<String>> VALUES = Groups.oneOrMore(Values::anyText);

    private FilterCodec() {}

    static Optional<Filter> read(Node node, Problems problems) {
        return Groups.mapOf(property -> property, FilterCodec::condition)
                .read(node, problems)
                .map(conditions -> new Filter(List.copyOf(conditions.values())));
    }

    private static Optional<Filter.Condition> condition(String property, Node node, Problems problems) {
        if (!(node instanceof Node.Mapping)) {
            return VALUES.read(node, problems).flatMap(values -> made(property, false, values, node, problems));
        }
        return Fields.in(node, problems, fields -> {
                    Found<List<String>> values = fields.required("not", VALUES);
                    return fields.build(values::get);
                })
                .flatMap(values -> made(property, true, values, node, problems));
    }

    private static Optional<Filter.Condition> made(
            String property, boolean negated, List<String> values, Node node, Problems problems) {
        return problems.attempt(node, () -> new Filter.Condition(property, negated, new TreeSet<>(values)));
    }

    static ObjectNode write(Filter filter) {
        ObjectNode node = Tree.object();
        for (Filter.Condition condition : filter.conditions()) {
            if (node.has(condition.property())) {
                throw new IllegalArgumentException("filter " + filter + " has two conditions on '"
                        + condition.property() + "', a catalogue can write one");
            }
            JsonNode values = written(condition);
            node.set(condition.property(), condition.negated() ? Tree.object().set("not", values) : values);
        }
        return node;
    }

    private static JsonNode written(Filter.Condition condition) {
        return condition.values().size() == 1 ? Tree.text(condition.values().first()) : Tree.texts(condition.values());
    }
}
