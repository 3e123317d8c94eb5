package dev.countinghouse.app.rest.body;

import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.money.Fraction;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Query parameters that choose and group usage. */
public final class Filters {

    private Filters() {}

    /** Each {@code dimension:value}; several values of one dimension are alternatives. */
    public static Filter parse(List<String> parameters) {
        Map<String, TreeSet<String>> values = new TreeMap<>();
        for (String parameter : parameters) {
            int colon = parameter.indexOf(':');
            if (colon < 1) {
                throw ProblemException.invalid(
                        "filter", "is '" + parameter + "', it must be a dimension and a value such as model:gpt-4o");
            }
            values.computeIfAbsent(parameter.substring(0, colon), any -> new TreeSet<>())
                    .add(parameter.substring(colon + 1));
        }
        return new Filter(values.entrySet().stream()
                .map(entry -> new Filter.Condition(entry.getKey(), false, entry.getValue()))
                .toList());
    }

    /** Each {@code dimension:value}, one value of a dimension. */
    public static Map<String, String> values(String field, List<String> parameters) {
        Map<String, String> values = new TreeMap<>();
        for (String parameter : parameters) {
            int colon = parameter.indexOf(':');
            if (colon < 1 || values.put(parameter.substring(0, colon), parameter.substring(colon + 1)) != null) {
                throw ProblemException.invalid(
                        field,
                        "is '" + parameter
                                + "', it must be a dimension, each once, and its value such as project:search");
            }
        }
        return values;
    }

    /** Repeated, or separated by commas. */
    public static List<String> dimensions(List<String> parameters) {
        return parameters.stream()
                .flatMap(each -> Arrays.stream(each.split(",", -1)))
                .map(String::strip)
                .peek(dimension -> {
                    if (dimension.isEmpty()) {
                        throw ProblemException.invalid("groupBy", "is empty, it must be a dimension such as model");
                    }
                })
                .distinct()
                .toList();
    }

    /** Each {@code dimension:value}, in their order; of every dimension one. */
    public static Map<String, String> group(List<String> parameters) {
        Map<String, String> group = new LinkedHashMap<>();
        for (String parameter : parameters) {
            int colon = parameter.indexOf(':');
            if (colon < 1) {
                throw ProblemException.invalid(
                        "group", "is '" + parameter + "', it must be a dimension and a value such as project:search");
            }
            String dimension = parameter.substring(0, colon);
            if (group.put(dimension, parameter.substring(colon + 1)) != null) {
                throw ProblemException.invalid(
                        "group", "names " + dimension + " twice, a group has one value of each dimension");
            }
        }
        return group;
    }

    /** Each {@code value:weight}; the weight is a decimal number. */
    public static SortedMap<String, Fraction> weights(String field, List<String> parameters) {
        SortedMap<String, Fraction> weights = new TreeMap<>();
        for (String parameter : parameters) {
            int colon = parameter.lastIndexOf(':');
            try {
                weights.put(parameter.substring(0, colon), Fraction.parse(parameter.substring(colon + 1)));
            } catch (IndexOutOfBoundsException | IllegalArgumentException notOne) {
                throw ProblemException.invalid(
                        field, "is '" + parameter + "', it must be a value and its weight such as research:2.5");
            }
        }
        return weights;
    }

    /** The values of a group by the dimensions it was asked for with, or by the first of them. */
    public static Map<String, String> named(List<String> dimensions, Group group) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < group.values().size(); i++) {
            named.put(dimensions.get(i), group.values().get(i));
        }
        return named;
    }
}
