package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.Product;
import dev.countinghouse.billing.domain.plan.ProductKey;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The syntax of something bought once. */
final class ProductCodec {

    private ProductCodec() {}

    static Groups.EntryReader<ProductKey, Product> reader(Currencies currencies) {
        return (key, node, problems) -> Fields.in(node, problems, fields -> {
            Found<String> name = fields.optional("name", key.value(), Values::text);
            Found<String> category = fields.optional("category", "", Values::text);
            Found<Money> price = fields.required("price", Values.money(currencies.of(fields)));
            Found<Map<String, String>> attributes = fields.optional(
                    "attributes", Map.of(), Groups.mapOf(any -> any, (any, value, all) -> Values.anyText(value, all)));
            return fields.build(
                    () -> new Product(key, name.get(), category.get(), price.get(), new TreeMap<>(attributes.get())));
        });
    }

    static ObjectNode write(Product product, Optional<Currency> standard) {
        ObjectNode node = Tree.object().put("name", product.name());
        if (!product.category().isEmpty()) {
            node.put("category", product.category());
        }
        node.set("price", Tree.number(product.price()));
        Currencies.write(node, product.price().currency(), standard);
        if (!product.attributes().isEmpty()) {
            ObjectNode attributes = Tree.object();
            product.attributes().forEach(attributes::put);
            node.set("attributes", attributes);
        }
        return node;
    }
}
