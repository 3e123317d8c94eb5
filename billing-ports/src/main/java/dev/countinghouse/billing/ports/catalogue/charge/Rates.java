package dev.countinghouse.billing.ports.catalogue.charge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.money.Rate;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;

/** The syntax of a rate: {@code {price: 3.00, per: 1000000}}, or the bare price of one unit. */
final class Rates {

    /** The names a rate takes in an object it shares with other fields. */
    static final Set<String> FIELDS = Set.of("price", "per");

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    private Rates() {}

    static Reader<Rate> rate(Currency currency) {
        return (node, problems) -> node instanceof Node.Scalar
                ? Values.decimalText(node, problems)
                        .flatMap(price -> problems.attempt(node, () -> Rate.of(price, currency, 1)))
                : Fields.in(node, problems, fields -> {
                    Inline rate = Inline.in(fields);
                    return fields.build(() -> rate.in(currency));
                });
    }

    /** A percentage as the rate it is: 2.9 is 2.90 USD per 100. */
    static Reader<Rate> percent(Currency currency) {
        return (node, problems) -> Values.decimalText(node, problems)
                .flatMap(percent -> problems.attempt(node, () -> Rate.of(percent, currency, 100)));
    }

    /** A percentage of no more than the whole. */
    static Reader<Rate> share(Currency currency) {
        return (node, problems) -> percent(currency)
                .read(node, problems)
                .flatMap(rate -> rate.price().compareTo(WHOLE) <= 0
                        ? Optional.of(rate)
                        : problems.report(node, "is " + node.described() + ", write a percentage between 0 and 100"));
    }

    /** A rate whose fields stand among those of a tier, a cell or a window. */
    record Inline(Found<String> price, Found<Long> per) {

        static Inline in(Fields fields) {
            return new Inline(
                    fields.required("price", Values::decimalText), fields.optional("per", 1L, Values.wholeNumber(1)));
        }

        Rate in(Currency currency) {
            return Rate.of(price.get(), currency, per.get());
        }
    }

    static void writePercent(ObjectNode into, Rate percent) {
        into.set("percent", Tree.number(percent.price()));
    }

    static ObjectNode write(Rate rate) {
        return write(Tree.object(), rate);
    }

    static ObjectNode write(ObjectNode into, Rate rate) {
        into.set("price", Tree.number(rate.price()));
        if (rate.per() != 1) {
            into.set("per", Tree.number(rate.per()));
        }
        return into;
    }
}
