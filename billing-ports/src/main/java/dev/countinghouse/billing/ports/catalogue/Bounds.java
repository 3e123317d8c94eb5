package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.SpendBounds;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;
import java.util.Optional;

/** The syntax of the least and the most that is charged per period, among the fields of a charge or a plan. */
record Bounds(Found<Optional<Money>> minimum, Found<Optional<Money>> maximum) {

    static Bounds in(Fields fields, Currency currency) {
        return new Bounds(
                fields.maybe("minimum_spend", Values.money(currency)),
                fields.maybe("maximum_spend", Values.money(currency)));
    }

    SpendBounds get() {
        return new SpendBounds(minimum.get(), maximum.get());
    }

    static void write(ObjectNode into, SpendBounds bounds) {
        bounds.minimum().ifPresent(minimum -> into.set("minimum_spend", Tree.number(minimum)));
        bounds.maximum().ifPresent(maximum -> into.set("maximum_spend", Tree.number(maximum)));
    }
}
