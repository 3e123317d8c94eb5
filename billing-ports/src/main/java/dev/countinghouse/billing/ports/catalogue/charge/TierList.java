package dev.countinghouse.billing.ports.catalogue.charge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.money.Rate;
import dev.countinghouse.billing.domain.pricing.Tier;
import dev.countinghouse.billing.domain.pricing.Tiers;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The syntax of tiers: {@code [{up_to: 100, price: 1.00}, {price: 0.50, fee: 3.00}]}. A tier is written with the bound
 * it ends at and begins where the one before it ends; the last has no bound. Tiers of a value have a {@code percent} in
 * place of the price.
 */
final class TierList {

    private TierList() {}

    private record Row(Node node, Optional<Fraction> upTo, Rate rate, Money fee) {}

    static Reader<Tiers> tiers(Currency currency) {
        return tiers(currency, fields -> {
            Rates.Inline rate = Rates.Inline.in(fields);
            return () -> rate.in(currency);
        });
    }

    /** Tiers with a {@code percent} where others have a price. */
    static Reader<Tiers> percentTiers(Currency currency) {
        return tiers(currency, fields -> fields.required("percent", Rates.share(currency))::get);
    }

    private static Reader<Tiers> tiers(Currency currency, Function<Fields, Supplier<Rate>> rateIn) {
        return (node, problems) -> Groups.listOf(row(currency, rateIn))
                .read(node, problems)
                .filter(rows -> !rows.isEmpty() || isMissing(node, problems))
                .filter(rows -> areContiguous(rows, problems))
                .flatMap(rows -> problems.attempt(node, () -> new Tiers(fromRows(rows))));
    }

    private static Reader<Row> row(Currency currency, Function<Fields, Supplier<Rate>> rateIn) {
        return (node, problems) -> Fields.in(node, problems, fields -> {
            Found<Optional<Fraction>> upTo = fields.maybe("up_to", Values::number);
            Supplier<Rate> rate = rateIn.apply(fields);
            Found<Money> fee = fields.optional("fee", Money.zero(currency), Values.money(currency));
            return fields.build(() -> new Row(node, upTo.get(), rate.get(), fee.get()));
        });
    }

    private static boolean isMissing(Node node, Problems problems) {
        problems.report(node, "has no tier, write at least one");
        return false;
    }

    private static boolean areContiguous(List<Row> rows, Problems problems) {
        int before = problems.list().size();
        Fraction below = Fraction.ZERO;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            boolean last = i == rows.size() - 1;
            if (last && row.upTo().isPresent()) {
                problems.report(
                        row.node(),
                        "is the last tier and ends at " + row.upTo().get()
                                + ", leave 'up_to' out so that any quantity has a price");
            } else if (!last && row.upTo().isEmpty()) {
                problems.report(row.node(), "needs 'up_to', only the last tier has no end");
            } else if (!last && row.upTo().get().compareTo(below) <= 0) {
                problems.report(
                        row.node(),
                        "ends at " + row.upTo().get() + ", it must end above " + below + ", where it begins");
            }
            below = row.upTo().orElse(below);
        }
        return problems.list().size() == before;
    }

    private static List<Tier> fromRows(List<Row> rows) {
        List<Tier> tiers = new ArrayList<>();
        Fraction from = Fraction.ZERO;
        for (Row row : rows) {
            tiers.add(new Tier(from, row.rate(), row.fee()));
            from = row.upTo().orElse(from);
        }
        return tiers;
    }

    static ObjectNode write(Tiers tiers, boolean feeAtZero) {
        return write(tiers, feeAtZero, Rates::write);
    }

    static ObjectNode writePercent(Tiers tiers, boolean feeAtZero) {
        return write(tiers, feeAtZero, Rates::writePercent);
    }

    private static ObjectNode write(Tiers tiers, boolean feeAtZero, BiConsumer<ObjectNode, Rate> writeRate) {
        List<ObjectNode> rows = new ArrayList<>();
        for (int i = 0; i < tiers.tiers().size(); i++) {
            ObjectNode row = Tree.object();
            if (i + 1 < tiers.tiers().size()) {
                row.set("up_to", Tree.number(tiers.tiers().get(i + 1).from()));
            }
            Tier tier = tiers.tiers().get(i);
            writeRate.accept(row, tier.rate());
            if (!tier.fee().isZero()) {
                row.set("fee", Tree.number(tier.fee()));
            }
            rows.add(row);
        }
        ObjectNode node = Tree.object();
        node.set("tiers", Tree.list(rows));
        return feeAtZero ? node : node.put("fee_at_zero", false);
    }
}
