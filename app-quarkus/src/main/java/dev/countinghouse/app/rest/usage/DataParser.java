package dev.countinghouse.app.rest.usage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Flattens the data of an event to scalars by path: fields of objects are joined by dots and elements of arrays count from
 * 0, so {@code {"a": {"b": [7]}}} is {@code a.b.0 = 7}. {@code null}, {@code {}} and {@code []} are the same as absent.
 */
final class DataParser {

    static final int DEEPEST = 32;
    static final int LONGEST_PATH = 255;
    static final int LONGEST_NUMBER = 100;

    private final TreeMap<String, Value> values = new TreeMap<>();
    private EventParser.@Nullable Defect defect;

    EventData values() {
        return new EventData(values);
    }

    Optional<EventParser.Defect> defect() {
        return Optional.ofNullable(defect);
    }

    /** Reads the object that the parser stands at the beginning of, to its end. */
    void readObject(JsonParser json) throws IOException {
        object("", 1, json);
    }

    private void object(String path, int depth, JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.isEmpty()) {
                wrong(path, "has a field without a name");
            }
            value(path.isEmpty() ? name : path + "." + name, depth, json);
        }
    }

    private void array(String path, int depth, JsonParser json) throws IOException {
        for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
            value(path + "." + index, depth, json);
        }
    }

    private void value(String path, int depth, JsonParser json) throws IOException {
        if (path.length() > LONGEST_PATH) {
            wrong(path.substring(0, LONGEST_PATH) + "…", "is a path with more than " + LONGEST_PATH + " characters");
        }
        if (depth >= DEEPEST && json.currentToken().isStructStart()) {
            wrong(path, "lies deeper than " + DEEPEST + " levels");
        }
        if (defect != null) {
            json.skipChildren();
            return;
        }
        switch (json.currentToken()) {
            case START_OBJECT -> object(path, depth + 1, json);
            case START_ARRAY -> array(path, depth + 1, json);
            case VALUE_STRING -> put(path, new Value.Text(json.getText()));
            case VALUE_TRUE, VALUE_FALSE -> put(path, new Value.Flag(json.getBooleanValue()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(path, json);
            default -> {}
        }
    }

    private void number(String path, JsonParser json) throws IOException {
        String text = json.getText();
        if (text.length() > LONGEST_NUMBER) {
            wrong(
                    path,
                    "is " + Shown.text(text) + " with " + text.length() + " characters, a number has at most "
                            + LONGEST_NUMBER);
            return;
        }
        try {
            put(path, new Value.Numeric(new BigDecimal(text)));
        } catch (NumberFormatException | ArithmeticException hugeExponent) {
            wrong(path, "is " + Shown.text(text) + ", its exponent is too large for a number");
        }
    }

    private void put(String path, Value value) {
        if (values.put(path, value) != null) {
            wrong(path, "is there twice, a path must have one value");
        }
    }

    private void wrong(String path, String reason) {
        if (defect == null) {
            defect = new EventParser.Defect(path.isEmpty() ? "data" : "data." + path, reason);
        }
    }
}
