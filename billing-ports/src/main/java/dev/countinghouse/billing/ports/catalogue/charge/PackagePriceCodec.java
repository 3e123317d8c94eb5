package dev.countinghouse.billing.ports.catalogue.charge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.pricing.PackagePrice;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;

/** {@code package: {price: 5.00, size: 1000, free: 200, round: up}}. */
final class PackagePriceCodec implements ModelCodec<PackagePrice> {

    @Override
    public String name() {
        return "package";
    }

    @Override
    public Class<PackagePrice> type() {
        return PackagePrice.class;
    }

    private static final Map<String, Boolean> ROUND_DOWN = new TreeMap<>(Map.of("up", false, "down", true));

    @Override
    public Reader<PackagePrice> reader(Currency currency) {
        return (node, problems) -> Fields.in(node, problems, fields -> {
            Found<Money> price = fields.required("price", Values.money(currency));
            Found<Long> size = fields.required("size", Values.wholeNumber(1));
            Found<Fraction> free = fields.optional("free", Fraction.ZERO, Values::number);
            Found<Boolean> roundDown = fields.optional("round", false, Values.oneOf(ROUND_DOWN));
            return fields.build(() -> new PackagePrice(price.get(), size.get(), free.get(), roundDown.get()));
        });
    }

    @Override
    public JsonNode write(PackagePrice model) {
        ObjectNode node = Tree.object();
        node.set("price", Tree.number(model.price()));
        node.set("size", Tree.number(model.size()));
        if (!model.free().isZero()) {
            node.set("free", Tree.number(model.free()));
        }
        return model.roundDown() ? node.put("round", "down") : node;
    }
}
