package dev.countinghouse.billing.ports.catalogue.charge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.pricing.Dynamic;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;

/** {@code dynamic: {property: cost, multiplier: 1.2}}: the event says what it costs. */
final class DynamicCodec implements ModelCodec<Dynamic> {

    @Override
    public String name() {
        return "dynamic";
    }

    @Override
    public Class<Dynamic> type() {
        return Dynamic.class;
    }

    @Override
    public Reader<Dynamic> reader(Currency currency) {
        return (node, problems) -> Fields.in(node, problems, fields -> {
            Found<String> property = fields.required("property", Values::text);
            Found<Fraction> multiplier = fields.optional("multiplier", Fraction.ONE, Values::number);
            return fields.build(() -> new Dynamic(currency, property.get(), multiplier.get()));
        });
    }

    @Override
    public JsonNode write(Dynamic model) {
        ObjectNode node = Tree.object().put("property", model.property());
        if (!model.multiplier().equals(Fraction.ONE)) {
            node.set("multiplier", Tree.number(model.multiplier()));
        }
        return node;
    }
}
