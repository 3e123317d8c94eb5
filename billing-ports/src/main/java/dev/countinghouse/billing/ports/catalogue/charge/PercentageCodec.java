package dev.countinghouse.billing.ports.catalogue.charge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Rate;
import dev.countinghouse.billing.domain.pricing.Percentage;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;
import java.util.Optional;

/** {@code percentage: {percent: 2.9, fee: 0.30, free_events: 10, free_value: 500, minimum: 0.50, maximum: 20.00}}. */
final class PercentageCodec implements ModelCodec<Percentage> {

    @Override
    public String name() {
        return "percentage";
    }

    @Override
    public Class<Percentage> type() {
        return Percentage.class;
    }

    @Override
    public Reader<Percentage> reader(Currency currency) {
        return (node, problems) -> Fields.in(node, problems, fields -> {
            Found<Rate> percent = fields.required("percent", Rates.percent(currency));
            Found<Amount> fee = fields.optional("fee", Amount.zero(currency), Values.amount(currency));
            Found<Long> freeEvents = fields.optional("free_events", 0L, Values.wholeNumber(0));
            Found<Fraction> freeValue = fields.optional("free_value", Fraction.ZERO, Values::number);
            Found<Optional<Amount>> minimum = fields.maybe("minimum", Values.amount(currency));
            Found<Optional<Amount>> maximum = fields.maybe("maximum", Values.amount(currency));
            return fields.build(() -> new Percentage(
                    percent.get(), fee.get(), freeEvents.get(), freeValue.get(), minimum.get(), maximum.get()));
        });
    }

    @Override
    public JsonNode write(Percentage model) {
        ObjectNode node = Tree.object();
        Rates.writePercent(node, model.percent());
        if (!model.fee().isZero()) {
            node.set("fee", Tree.number(model.fee().value()));
        }
        if (model.freeEvents() != 0) {
            node.set("free_events", Tree.number(model.freeEvents()));
        }
        if (!model.freeValue().isZero()) {
            node.set("free_value", Tree.number(model.freeValue()));
        }
        model.minimum().ifPresent(minimum -> node.set("minimum", Tree.number(minimum.value())));
        model.maximum().ifPresent(maximum -> node.set("maximum", Tree.number(maximum.value())));
        return node;
    }
}
