package dev.countinghouse.billing.ports.catalogue.charge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.money.Rate;
import dev.countinghouse.billing.domain.pricing.Matrix;
import dev.countinghouse.billing.ports.catalogue.source.Fields;
import dev.countinghouse.billing.ports.catalogue.source.Found;
import dev.countinghouse.billing.ports.catalogue.source.Groups;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.Reader;
import dev.countinghouse.billing.ports.catalogue.source.Tree;
import dev.countinghouse.billing.ports.catalogue.source.Values;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code matrix: {dimensions: [model], cells: [{model: small, price: 0.15, per: 1000000}], otherwise: {price: 5}}}. A cell
 * names the values of some dimensions beside its rate. */
final class MatrixCodec implements ModelCodec<Matrix> {

    @Override
    public String name() {
        return "matrix";
    }

    @Override
    public Class<Matrix> type() {
        return Matrix.class;
    }

    @Override
    public Reader<Matrix> reader(Currency currency) {
        return (node, problems) -> Fields.in(node, problems, fields -> {
            Found<List<String>> dimensions = fields.required("dimensions", Groups.listOf(MatrixCodec::dimension));
            Found<Rate> otherwise = fields.required("otherwise", Rates.rate(currency));
            List<String> names = dimensions.value().orElse(List.of());
            Found<List<Matrix.Cell>> cells = dimensions.value().isPresent()
                    ? fields.required("cells", Groups.listOf(cell(names, currency)))
                    : fields.required("cells", (any, unread) -> Optional.empty());
            return fields.build(() -> new Matrix(dimensions.get(), cells.get(), otherwise.get()));
        });
    }

    private static Optional<String> dimension(Node node, Problems problems) {
        return Values.text(node, problems)
                .flatMap(name -> Rates.FIELDS.contains(name)
                        ? problems.report(
                                node, "is '" + name + "', which a cell uses for its rate: name the dimension otherwise")
                        : Optional.of(name));
    }

    private static Reader<Matrix.Cell> cell(List<String> dimensions, Currency currency) {
        return (node, problems) -> Fields.in(node, problems, fields -> {
            Map<String, Found<Optional<String>>> match = new LinkedHashMap<>();
            dimensions.forEach(name -> match.put(name, fields.maybe(name, Values::anyText)));
            Rates.Inline rate = Rates.Inline.in(fields);
            return fields.build(() -> {
                SortedMap<String, String> values = new TreeMap<>();
                match.forEach((name, found) -> found.get().ifPresent(value -> values.put(name, value)));
                return new Matrix.Cell(values, rate.in(currency));
            });
        });
    }

    @Override
    public JsonNode write(Matrix model) {
        ObjectNode node = Tree.object();
        node.set("dimensions", Tree.texts(model.dimensions()));
        node.set(
                "cells",
                Tree.list(model.cells().stream().map(MatrixCodec::written).toList()));
        node.set("otherwise", Rates.write(model.otherwise()));
        return node;
    }

    private static ObjectNode written(Matrix.Cell cell) {
        ObjectNode node = Tree.object();
        cell.match().forEach(node::put);
        return Rates.write(node, cell.rate());
    }
}
