package dev.countinghouse.billing.ports.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/** What credits are counted in: a currency, or a unit of the seller's own, which needs no declaration. */
final class Units {

    private Units() {}

    /** The unit that is written, or else the currency, also where it cannot be read: the rest is still checked. */
    static CreditUnit of(Fields fields, Currency standard) {
        CreditUnit usual = CreditUnit.of(standard);
        return fields.optional("unit", usual, (node, problems) -> read(standard, node, problems))
                .value()
                .orElse(usual);
    }

    private static Optional<CreditUnit> read(Currency standard, Node node, Problems problems) {
        return Values.text(node, problems).flatMap(code -> {
            if (code.equals(standard.getCurrencyCode().toLowerCase(Locale.ROOT))) {
                return problems.report(
                        node,
                        "is '" + code + "', a unit of your own, write " + standard
                                + " or leave it out for the currency");
            }
            return Character.isUpperCase(code.charAt(0))
                    ? Values.currency(node, problems).map(CreditUnit::of)
                    : problems.attempt(node, () -> new CreditUnit(code));
        });
    }

    static void write(ObjectNode into, CreditUnit unit, Currency standard) {
        if (!unit.equals(CreditUnit.of(standard))) {
            into.put("unit", unit.code());
        }
    }
}
