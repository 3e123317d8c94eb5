package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.Key;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.CreditPack;
import dev.countinghouse.billing.domain.plan.CreditSale;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PurchaseBonus;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The syntax of how credits are sold: {@code {minimum: 10.00, lasts: year, bonuses: {…}, packs: {…}}}. */
final class CreditSaleCodec {

    private final Currencies currencies;
    private final Names<PlanKey> plans;

    CreditSaleCodec(Currencies currencies, Names<PlanKey> plans) {
        this.currencies = currencies;
        this.plans = plans;
    }

    Optional<CreditSale> read(Node node, Problems problems) {
        return Fields.in(node, problems, fields -> {
            Currency currency = currencies.ofCatalogue(fields);
            Found<Money> minimum = fields.optional("minimum", least(currency), Values.money(currency));
            Found<Optional<Money>> maximum = fields.maybe("maximum", Values.money(currency));
            Found<Optional<Interval>> lasts = fields.maybe("lasts", Values::interval);
            PurchaseBonusCodec bonus = new PurchaseBonusCodec(currency, plans);
            Found<List<PurchaseBonus>> bonuses = fields.optional("bonuses", List.of(), list("bonus", bonus::read));
            CreditPackCodec pack = new CreditPackCodec(currency);
            Found<List<CreditPack>> packs = fields.optional("packs", List.of(), list("pack", pack::read));
            return fields.build(
                    () -> new CreditSale(minimum.get(), maximum.get(), lasts.get(), bonuses.get(), packs.get()));
        });
    }

    private static <T> Reader<List<T>> list(String kind, Groups.EntryReader<String, T> entry) {
        return (node, problems) -> Groups.mapOf(name -> Key.require(kind, name), entry)
                .read(node, problems)
                .map(Map::values)
                .map(List::copyOf);
    }

    private static Money least(Currency currency) {
        return new Money(1, currency);
    }

    static ObjectNode write(CreditSale sale) {
        ObjectNode node = Tree.object();
        if (!sale.minimum().equals(least(sale.currency()))) {
            node.set("minimum", Tree.number(sale.minimum()));
        }
        sale.maximum().ifPresent(maximum -> node.set("maximum", Tree.number(maximum)));
        sale.lasts().ifPresent(lasts -> node.put("lasts", lasts.toString()));
        if (!sale.bonuses().isEmpty()) {
            ObjectNode bonuses = Tree.object();
            sale.bonuses().forEach(bonus -> bonuses.set(bonus.key(), PurchaseBonusCodec.write(bonus)));
            node.set("bonuses", bonuses);
        }
        if (!sale.packs().isEmpty()) {
            ObjectNode packs = Tree.object();
            sale.packs().forEach(pack -> packs.set(pack.key(), CreditPackCodec.write(pack)));
            node.set("packs", packs);
        }
        return node;
    }
}
