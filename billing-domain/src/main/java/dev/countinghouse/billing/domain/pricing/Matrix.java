package dev.countinghouse.billing.domain.pricing;

import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Rate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A rate per combination of dimension values, such as model × token type. The first cell that matches counts; a cell says
 * nothing about the dimensions it does not name. Whatever matches no cell has the {@code otherwise} rate, so that no
 * usage is ever free by accident.
 */
public record Matrix(List<String> dimensions, List<Cell> cells, Rate otherwise) implements ChargeModel {

    public record Cell(SortedMap<String, String> match, Rate rate) {

        public Cell {
            match = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(match));
            if (match.isEmpty()) {
                throw new IllegalArgumentException("a cell of a matrix must name the value of at least one dimension");
            }
            Prices.requireNotNegative("rate of " + match, rate);
        }

        boolean matches(List<String> dimensions, Group group) {
            for (Map.Entry<String, String> wanted : match.entrySet()) {
                int index = dimensions.indexOf(wanted.getKey());
                if (!group.values().get(index).equals(wanted.getValue())) {
                    return false;
                }
            }
            return true;
        }
    }

    public Matrix {
        dimensions = List.copyOf(dimensions);
        cells = List.copyOf(cells);
        Prices.requireNotNegative("default rate", otherwise);
        for (Cell cell : cells) {
            if (!dimensions.containsAll(cell.match().keySet())) {
                throw new IllegalArgumentException(
                        "cell " + cell.match() + " names a dimension that is not one of " + dimensions);
            }
            if (!cell.rate().currency().equals(otherwise.currency())) {
                throw new IllegalArgumentException("cell " + cell.match() + " is priced in "
                        + cell.rate().currency() + ", the matrix in " + otherwise.currency());
            }
        }
    }

    @Override
    public Needs needs() {
        return Needs.GROUPS;
    }

    @Override
    public Currency currency() {
        return otherwise.currency();
    }

    @Override
    public Amount amount(ChargedUse use, Steps steps) {
        Amount sum = Amount.zero(currency());
        for (Map.Entry<Group, Fraction> part : use.quantitiesBy(dimensions).entrySet()) {
            sum = sum.plus(Prices.priced(part.getKey().toString(), part.getValue(), rateOf(part.getKey()), steps));
        }
        return sum;
    }

    private Rate rateOf(Group group) {
        for (Cell cell : cells) {
            if (cell.matches(dimensions, group)) {
                return cell.rate();
            }
        }
        return otherwise;
    }
}
