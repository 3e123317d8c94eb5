package dev.countinghouse.billing.domain.metering;

import dev.countinghouse.billing.domain.money.Fraction;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The data of an event as scalars by path: {@code {"usage": {"input": 3}}} holds {@code usage.input = 3}. Nothing a
 * client sends is dropped, whether a meter knows it or not; {@code null} is the same as absent.
 */
public record EventData(SortedMap<String, Value> values) {

    public static final EventData EMPTY = new EventData(Collections.emptySortedMap());

    public EventData {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static EventData of(Map<String, Value> values) {
        return new EventData(new TreeMap<>(values));
    }

    public Optional<Value> get(String path) {
        return Optional.ofNullable(values.get(path));
    }

    /** The value as text; {@code ""} when the event does not carry it, so that such usage forms a group of its own. */
    public String text(String path) {
        Value value = values.get(path);
        return value == null ? "" : value.asText();
    }

    /**
     * The value as a number; also from text that is one, because many clients send counts as strings. A number too large
     * to compute with is none: an event must not stop the rating of the account it belongs to.
     */
    public Optional<Fraction> number(String path) {
        Value value = values.get(path);
        try {
            if (value instanceof Value.Numeric numeric) {
                return Optional.of(Fraction.of(numeric.number()));
            }
            if (value instanceof Value.Text text) {
                return Optional.of(Fraction.parse(text.text()));
            }
            return Optional.empty();
        } catch (IllegalArgumentException notANumber) {
            return Optional.empty();
        }
    }
}
