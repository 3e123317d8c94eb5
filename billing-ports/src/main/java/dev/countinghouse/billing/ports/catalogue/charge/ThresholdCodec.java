package dev.countinghouse.billing.ports.catalogue.charge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Rate;
import dev.countinghouse.billing.domain.pricing.Threshold;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;

/** {@code threshold: {property: input_tokens, above: 200000, rate: {price: 3, per: 1000000}, rate_above: {price: 6, per:
 * 1000000}}}. */
final class ThresholdCodec implements ModelCodec<Threshold> {

    @Override
    public String name() {
        return "threshold";
    }

    @Override
    public Class<Threshold> type() {
        return Threshold.class;
    }

    @Override
    public Reader<Threshold> reader(Currency currency) {
        return (node, problems) -> Fields.in(node, problems, fields -> {
            Found<String> property = fields.required("property", Values::text);
            Found<Fraction> above = fields.required("above", Values::number);
            Found<Rate> rate = fields.required("rate", Rates.rate(currency));
            Found<Rate> rateAbove = fields.required("rate_above", Rates.rate(currency));
            return fields.build(() -> new Threshold(property.get(), above.get(), rate.get(), rateAbove.get()));
        });
    }

    @Override
    public JsonNode write(Threshold model) {
        ObjectNode node = Tree.object().put("property", model.property());
        node.set("above", Tree.number(model.bound()));
        node.set("rate", Rates.write(model.rate()));
        node.set("rate_above", Rates.write(model.rateAbove()));
        return node;
    }
}
