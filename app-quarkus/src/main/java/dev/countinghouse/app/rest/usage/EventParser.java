package dev.countinghouse.app.rest.usage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.countinghouse.app.rest.body.Times;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one CloudEvent 1.0 in JSON. Of several things that are wrong with it, the first is named. */
final class EventParser {

    private static final Set<String> TEXTS =
            Set.of("specversion", "id", "source", "type", "subject", "time", "datacontenttype");

    private final Map<String, String> attributes = new HashMap<>();
    private final DataParser data = new DataParser();
    private final Function<String, Instant> now;
    private boolean dataSeen;
    private @Nullable Defect defect;

    /** What is wrong with an attribute or with something in the data. */
    record Defect(String field, String reason) {}

    private EventParser(Function<String, Instant> now) {
        this.now = now;
    }

    /** @param now the time of an event that states none, by its subject */
    static Parsed parse(JsonParser json, Function<String, Instant> now) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            String value = Shown.value(json);
            json.skipChildren();
            return new Parsed.Bad(EventItem.rejected(null, null, "", "is " + value + ", an event must be an object"));
        }
        EventParser event = new EventParser(now);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            event.readAttribute(name, json);
        }
        return event.parsed();
    }

    static Parsed notJson(String reason) {
        return new Parsed.Bad(EventItem.rejected(null, null, "", reason));
    }

    private void readAttribute(String name, JsonParser json) throws IOException {
        if (name.equals("data")) {
            readData(json);
        } else if (name.equals("data_base64")) {
            wrong(name, "is not supported, send the data as a JSON object in 'data'");
            json.skipChildren();
        } else if (TEXTS.contains(name)) {
            readText(name, json);
        } else {
            json.skipChildren();
        }
    }

    private void readText(String name, JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            if (attributes.put(name, json.getText()) != null) {
                wrong(name, "is there twice, it must be there once");
            }
        } else if (json.currentToken() != JsonToken.VALUE_NULL) {
            wrong(name, "is " + Shown.value(json) + ", it must be a text");
            json.skipChildren();
        }
    }

    private void readData(JsonParser json) throws IOException {
        if (dataSeen) {
            wrong("data", "is there twice, it must be there once");
        }
        dataSeen = true;
        if (json.currentToken() == JsonToken.START_OBJECT) {
            data.readObject(json);
            data.defect().ifPresent(found -> wrong(found.field(), found.reason()));
        } else if (json.currentToken() != JsonToken.VALUE_NULL) {
            wrong("data", "is " + Shown.value(json) + ", it must be an object");
            json.skipChildren();
        }
    }

    private void wrong(String field, String reason) {
        if (defect == null) {
            defect = new Defect(field, reason);
        }
    }

    private Parsed parsed() {
        requireVersion();
        String id = required("id");
        String source = required("source");
        String type = required("type");
        String subject = required("subject");
        Instant time = time(subject);
        requireJson();
        if (defect != null) {
            return new Parsed.Bad(EventItem.rejected(echo(id), echo(source), defect.field(), defect.reason()));
        }
        EventData values = data.values();
        return new Parsed.Good(new Submission(new EventKey(source, id), type, subject, time, values));
    }

    private void requireVersion() {
        String version = attributes.get("specversion");
        if (version == null) {
            wrong("specversion", "is missing, it must be '1.0'");
        } else if (!version.equals("1.0")) {
            wrong("specversion", "is " + Shown.text(version) + ", it must be '1.0'");
        }
    }

    private String required(String name) {
        String value = attributes.getOrDefault(name, "");
        if (!attributes.containsKey(name)) {
            wrong(name, "is missing, it must be a text of 1 to " + EventKey.MAX_LENGTH + " characters");
        } else if (value.isBlank() || value.length() > EventKey.MAX_LENGTH) {
            wrong(
                    name,
                    "is " + Shown.text(value) + " with " + value.length() + " characters, it must have 1 to "
                            + EventKey.MAX_LENGTH + " and not be blank");
        }
        return value;
    }

    private Instant time(String subject) {
        String text = attributes.get("time");
        if (text == null) {
            return now.apply(subject);
        }
        Optional<Instant> time = Times.read(text);
        if (time.isEmpty()) {
            wrong("time", "is " + Shown.text(text) + ", " + Times.EXPECTED);
        }
        return time.orElse(Instant.EPOCH);
    }

    private void requireJson() {
        String type = attributes.getOrDefault("datacontenttype", "application/json");
        String plain = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!plain.endsWith("/json") && !plain.endsWith("+json")) {
            wrong("datacontenttype", "is " + Shown.text(type) + ", it must be application/json");
        }
    }

    private static @Nullable String echo(String value) {
        return value.isEmpty() || value.length() > EventKey.MAX_LENGTH ? null : value;
    }
}
