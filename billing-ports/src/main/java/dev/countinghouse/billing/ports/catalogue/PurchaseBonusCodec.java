package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PurchaseBonus;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The syntax of what a purchase earns: {@code {from: 25.00, percent: 5, plans: [pro], lasts: 90 days}}. */
final class PurchaseBonusCodec {

    private final Currency currency;
    private final Names<PlanKey> plans;

    PurchaseBonusCodec(Currency currency, Names<PlanKey> plans) {
        this.currency = currency;
        this.plans = plans;
    }

    Optional<PurchaseBonus> read(String key, Node node, Problems problems) {
        return Fields.in(node, problems, fields -> {
            Found<Money> from = fields.required("from", Values.money(currency));
            fields.exactlyOne(List.of("percent", "amount"), "bonus");
            Found<Optional<Fraction>> percent = fields.maybe("percent", Values::number);
            Found<Optional<Credits>> amount = fields.maybe("amount", Values.credits(CreditUnit.of(currency)));
            Found<List<PlanKey>> only = fields.optional("plans", List.of(), Groups.listOf(plans::key));
            Found<Optional<Interval>> lasts = fields.maybe("lasts", Values::interval);
            return fields.build(() -> new PurchaseBonus(
                    key, from.get(), percent.get(), amount.get(), new TreeSet<>(only.get()), lasts.get()));
        });
    }

    static ObjectNode write(PurchaseBonus bonus) {
        ObjectNode node = Tree.object();
        node.set("from", Tree.number(bonus.from()));
        bonus.percent().ifPresent(percent -> node.set("percent", Tree.number(percent)));
        bonus.amount().ifPresent(amount -> node.set("amount", Tree.number(amount)));
        if (!bonus.plans().isEmpty()) {
            node.set(
                    "plans",
                    Tree.texts(bonus.plans().stream().map(PlanKey::value).toList()));
        }
        bonus.lasts().ifPresent(lasts -> node.put("lasts", lasts.toString()));
        return node;
    }
}
