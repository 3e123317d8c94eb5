package dev.countinghouse.billing.domain.metering;

import java.util.List;

/** The values of some dimensions, in the order of the dimensions; {@code ""} where usage does not carry one. */
public record Group(List<String> values) implements Comparable<Group> {

    public Group {
        values = List.copyOf(values);
    }

    @Override
    public int compareTo(Group other) {
        int common = Math.min(values.size(), other.values.size());
        for (int i = 0; i < common; i++) {
            int order = values.get(i).compareTo(other.values.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(values.size(), other.values.size());
    }

    @Override
    public String toString() {
        return String.join(" / ", values);
    }
}
