package dev.countinghouse.billing.domain.metering;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Which events count: all conditions must hold. No condition at all accepts every event. */
public record Filter(List<Condition> conditions) {

    public static final Filter ALL = new Filter(List.of());

    /** A property is (or, with {@code negated}, is not) one of the values. An absent property has the value {@code ""}. */
    public record Condition(String property, boolean negated, SortedSet<String> values) {

        public Condition {
            if (property.isBlank() || values.isEmpty()) {
                throw new IllegalArgumentException(
                        "a filter needs a property and at least one value, not '" + property + "' and " + values);
            }
            values = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(values));
        }

        boolean holds(String value) {
            return values.contains(value) != negated;
        }

        @Override
        public String toString() {
            return property + (negated ? " not in " : " in ") + values;
        }
    }

    public Filter {
        conditions = List.copyOf(conditions);
    }

    public static Filter where(String property, String... values) {
        return new Filter(List.of(new Condition(property, false, new TreeSet<>(List.of(values)))));
    }

    public boolean accepts(EventData data) {
        return accepts(data::text);
    }

    /** For usage that is no longer an event: {@code values} gives the value of each property the filter names. */
    public boolean accepts(UnaryOperator<String> values) {
        for (Condition condition : conditions) {
            if (!condition.holds(values.apply(condition.property()))) {
                return false;
            }
        }
        return true;
    }

    public List<String> properties() {
        return conditions.stream().map(Condition::property).distinct().toList();
    }
}
