package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.GrantTerms;
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
import java.util.TreeMap;

/** The syntax of credits that come with a plan: {@code {amount: 5.00, when: once}}. */
final class GrantCodec {

    private static final String ONCE = "once";
    private static final String EVERY_PERIOD = "every_period";
    private static final Map<String, Boolean> EACH_PERIOD = new TreeMap<>(Map.of(ONCE, false, EVERY_PERIOD, true));

    private GrantCodec() {}

    static Reader<List<GrantTerms>> grants(Currency currency) {
        return (node, problems) -> Groups.<String, GrantTerms>mapOf(
                        name -> name, (key, each, all) -> read(key, currency, each, all))
                .read(node, problems)
                .map(grants -> List.copyOf(grants.values()));
    }

    private static Optional<GrantTerms> read(String key, Currency currency, Node node, Problems problems) {
        return Fields.in(node, problems, fields -> {
            Found<Money> amount = fields.required("amount", Values.money(currency));
            Found<Boolean> everyPeriod = fields.optional("when", false, Values.oneOf(EACH_PERIOD));
            return fields.build(() -> new GrantTerms(key, amount.get(), everyPeriod.get()));
        });
    }

    static ObjectNode write(List<GrantTerms> grants, Currency currency) {
        ObjectNode node = Tree.object();
        for (GrantTerms grant : grants) {
            if (!grant.amount().currency().equals(currency)) {
                throw new IllegalArgumentException("grant " + grant.key() + " is of " + grant.amount()
                        + ", a catalogue can write grants in the plan's currency " + currency);
            }
            ObjectNode each = Tree.object();
            each.set("amount", Tree.number(grant.amount()));
            node.set(grant.key(), each.put("when", grant.everyPeriod() ? EVERY_PERIOD : ONCE));
        }
        return node;
    }
}
