package dev.countinghouse.adapter.postgres.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * Event data as one flat JSON object: {@code {"usage.input": 3, "model": "x"}}. Numbers keep their digits; one whose
 * digits would fill a page (1e999999999) is kept as an object with its text, because jsonb would write it out.
 */
public final class EventDataJson {

    private static final int MOST_DIGITS = 200;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private EventDataJson() {}

    public static String write(EventData data) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, Value> entry : data.values().entrySet()) {
                json.writeFieldName(StorableText.write(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Value value) throws IOException {
        if (value instanceof Value.Flag flag) {
            json.writeBoolean(flag.flag());
        } else if (value instanceof Value.Numeric numeric) {
            write(json, numeric.number());
        } else {
            json.writeString(StorableText.write(value.asText()));
        }
    }

    private static void write(JsonGenerator json, BigDecimal number) throws IOException {
        if (Math.abs((long) number.scale()) + number.precision() <= MOST_DIGITS) {
            json.writeNumber(number);
        } else {
            json.writeStartObject();
            json.writeStringField("number", number.toString());
            json.writeEndObject();
        }
    }

    public static EventData read(String text) {
        Map<String, Value> values = new TreeMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String path = StorableText.read(json.currentName());
                json.nextToken();
                values.put(path, readValue(json));
            }
        } catch (IOException malformed) {
            throw new UncheckedIOException("stored event data cannot be read: " + text, malformed);
        }
        return EventData.of(values);
    }

    private static Value readValue(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_TRUE, VALUE_FALSE -> new Value.Flag(json.getBooleanValue());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Numeric(json.getDecimalValue());
            case START_OBJECT -> readLongNumber(json);
            default -> new Value.Text(StorableText.read(json.getText()));
        };
    }

    private static Value readLongNumber(JsonParser json) throws IOException {
        json.nextToken();
        json.nextToken();
        Value number = new Value.Numeric(new BigDecimal(json.getText()));
        json.nextToken();
        return number;
    }
}
