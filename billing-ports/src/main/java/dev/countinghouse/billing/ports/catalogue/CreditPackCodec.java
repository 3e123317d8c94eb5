package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.CreditPack;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;
import java.util.Optional;

/** The syntax of credits at a fixed price: {@code {price: 25.00, credits: 1000, unit: gpu-minutes}}. */
final class CreditPackCodec {

    private final Currency currency;

    CreditPackCodec(Currency currency) {
        this.currency = currency;
    }

    Optional<CreditPack> read(String key, Node node, Problems problems) {
        return Fields.in(node, problems, fields -> {
            Found<String> name = fields.optional("name", key, Values::text);
            Found<Money> price = fields.required("price", Values.money(currency));
            CreditUnit unit = Units.of(fields, currency);
            Found<Credits> credits = fields.required("credits", Values.credits(unit));
            Found<Optional<Interval>> lasts = fields.maybe("lasts", Values::interval);
            return fields.build(() -> new CreditPack(key, name.get(), price.get(), credits.get(), lasts.get()));
        });
    }

    static ObjectNode write(CreditPack pack) {
        ObjectNode node = Tree.object().put("name", pack.name());
        node.set("price", Tree.number(pack.price()));
        node.set("credits", Tree.number(pack.credits()));
        Units.write(node, pack.credits().unit(), pack.price().currency());
        pack.lasts().ifPresent(lasts -> node.put("lasts", lasts.toString()));
        return node;
    }
}
