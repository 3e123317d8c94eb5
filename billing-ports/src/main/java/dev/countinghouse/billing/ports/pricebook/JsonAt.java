package dev.countinghouse.billing.ports.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** A value in a JSON document, where it stands, and the field it is in: every complaint can say where. */
record JsonAt(JsonNode node, String path, String name) {

    private static final int SHOWN = 60;

    static JsonAt root(JsonNode node) {
        return new JsonAt(node, "", "");
    }

    /** The field's value; JSON's {@code null} counts as absent. */
    Optional<JsonAt> optional(String field) {
        if (!node.isObject()) {
            throw wrong("an object");
        }
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(new JsonAt(value, child(field), field));
    }

    JsonAt required(String field, String expected) {
        return optional(field)
                .orElseThrow(() -> new WrongJsonException(child(field), "is missing, expected " + expected));
    }

    List<JsonAt> elements(String expected) {
        if (!node.isArray()) {
            throw wrong(expected);
        }
        List<JsonAt> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            elements.add(new JsonAt(node.get(i), place() + "[" + i + "]", name));
        }
        return elements;
    }

    List<JsonAt> someElements(String expected) {
        List<JsonAt> elements = elements(expected);
        if (elements.isEmpty()) {
            throw wrong(expected + " with at least one element");
        }
        return elements;
    }

    List<JsonAt> fields(String expected) {
        if (!node.isObject()) {
            throw wrong(expected);
        }
        List<JsonAt> fields = new ArrayList<>(node.size());
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String field = names.next();
            fields.add(new JsonAt(node.get(field), child(field), field));
        }
        return fields;
    }

    /** Refuses fields of other names: a misspelt one would otherwise be a price or a condition that is silently lost. */
    JsonAt only(Set<String> known) {
        for (JsonAt field : fields("an object")) {
            if (!known.contains(field.name())) {
                throw new WrongJsonException(
                        field.path,
                        "is not a known field, expected one of "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
        return this;
    }

    String text(String expected) {
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw wrong(expected);
        }
        return node.textValue();
    }

    /** A date or time of day, by the parser of its type. */
    <T> T time(Function<String, T> parser, String expected) {
        try {
            return parser.apply(text(expected));
        } catch (DateTimeException notOne) {
            throw wrong(expected);
        }
    }

    BigDecimal number(String expected) {
        if (!isFiniteNumber()) {
            throw wrong(expected);
        }
        return node.decimalValue();
    }

    /** A whole number from 0 to {@code max}; {@code 12.0} is whole, {@code "12"} is no number. */
    long count(long max, String expected) {
        if (isFiniteNumber()) {
            BigDecimal value = node.decimalValue();
            boolean inRange = value.signum() >= 0 && value.compareTo(BigDecimal.valueOf(max)) <= 0;
            if (inRange && value.stripTrailingZeros().scale() <= 0) {
                return value.longValue();
            }
        }
        throw wrong(expected);
    }

    boolean bool(String expected) {
        if (!node.isBoolean()) {
            throw wrong(expected);
        }
        return node.booleanValue();
    }

    /** Makes a value whose own rules may refuse what stands here; its complaint then names this place. */
    <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException refused) {
            throw new WrongJsonException(place(), "is wrong: " + refused.getMessage());
        }
    }

    WrongJsonException wrong(String expected) {
        return new WrongJsonException(place(), "is " + shown() + ", expected " + expected);
    }

    /** A caller's parser that reads decimals as doubles makes infinity of 1e999. */
    private boolean isFiniteNumber() {
        return node instanceof NumericNode number && !number.isNaN();
    }

    private String place() {
        return path.isEmpty() ? "." : path;
    }

    private String shown() {
        String text = node.isMissingNode() ? "empty" : node.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private String child(String field) {
        return path + "." + field;
    }
}
