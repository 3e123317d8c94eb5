package dev.countinghouse.app.rest.usage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.app.rest.body.Times;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one response of a provider together with where it belongs. */
final class ResponseParser {

    private static final TreeSet<String> FIELDS = new TreeSet<>(
            java.util.List.of("id", "source", "subject", "time", "provider", "apiFlavor", "response", "dimensions"));

    /** Stands for what is not asked for where nothing is recorded. */
    private static final String NONE = "-";

    private final JsonNode item;
    private final boolean recording;
    private @Nullable String field;
    private @Nullable String reason;

    private ResponseParser(JsonNode item, boolean recording) {
        this.item = item;
        this.recording = recording;
    }

    /** Either the response, or the item that says why it is none. */
    record Parsed(
            @Nullable String id,
            @Nullable String source,
            Optional<ProviderResponse> response,
            Optional<ResponseItem> rejected) {}

    /**
     * @param now the time of an item that states none, by its subject
     * @param recording whether id, source and subject have to be there
     */
    static Parsed parse(JsonParser json, Function<String, Instant> now, boolean recording) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            String value = Shown.value(json);
            json.skipChildren();
            return rejected("is " + value + ", an item must be an object");
        }
        return new ResponseParser(json.readValueAsTree(), recording).parse(now);
    }

    static Parsed rejected(String reason) {
        return new Parsed(null, null, Optional.empty(), Optional.of(ResponseItem.rejected(null, null, "", reason)));
    }

    private Parsed parse(Function<String, Instant> now) {
        refuseUnknown();
        String id = key("id");
        String source = key("source");
        String subject = key("subject");
        String flavor = text("apiFlavor");
        String provider = text("provider");
        if (provider.isEmpty() && !flavor.equalsIgnoreCase(RecordProviderResponses.OPEN_TELEMETRY)) {
            wrong("provider", "is missing, it must be a provider of the price book such as openai");
        }
        Instant time = time(subject, now);
        JsonNode response = item.path("response");
        if (!response.isContainerNode()) {
            wrong("response", "is " + shown(response) + ", it must be the JSON that the provider answered");
        }
        SortedMap<String, String> dimensions = dimensions();
        String knownId = item.path("id").textValue();
        String knownSource = item.path("source").textValue();
        if (reason != null) {
            return new Parsed(
                    knownId,
                    knownSource,
                    Optional.empty(),
                    Optional.of(ResponseItem.rejected(knownId, knownSource, field == null ? "" : field, reason)));
        }
        ProviderResponse parsed = new ProviderResponse(
                new EventKey(source, id), subject, time, provider, flavor, response.toString(), dimensions);
        return new Parsed(knownId, knownSource, Optional.of(parsed), Optional.empty());
    }

    private void refuseUnknown() {
        item.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                wrong(name.isEmpty() ? "''" : name, "is not known here; there are " + FIELDS);
            }
        });
    }

    private String key(String name) {
        if (!recording) {
            return NONE;
        }
        String value = text(name);
        if (value.isBlank() || value.length() > EventKey.MAX_LENGTH) {
            wrong(
                    name,
                    (item.hasNonNull(name) ? "is " + Shown.text(value) : "is missing") + ", it must be a text of 1 to "
                            + EventKey.MAX_LENGTH + " characters");
        }
        return value;
    }

    /** {@code ""} where it is absent. */
    private String text(String name) {
        JsonNode value = item.path(name);
        if (!value.isTextual() && !value.isMissingNode() && !value.isNull()) {
            wrong(name, "is " + shown(value) + ", it must be a text");
        }
        return value.isTextual() ? value.textValue() : "";
    }

    private Instant time(String subject, Function<String, Instant> now) {
        String text = text("time");
        if (text.isEmpty()) {
            return now.apply(subject);
        }
        Optional<Instant> time = Times.read(text);
        if (time.isEmpty()) {
            wrong("time", "is " + Shown.text(text) + ", " + Times.EXPECTED);
        }
        return time.orElse(Instant.EPOCH);
    }

    private SortedMap<String, String> dimensions() {
        SortedMap<String, String> dimensions = new TreeMap<>();
        JsonNode node = item.path("dimensions");
        if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
            wrong("dimensions", "is " + shown(node) + ", it must be an object of texts");
        }
        node.fields().forEachRemaining(entry -> {
            if (entry.getKey().isEmpty() || entry.getKey().length() > DataParser.LONGEST_PATH) {
                wrong(
                        "dimensions",
                        "has a name with " + entry.getKey().length() + " characters, a name has 1 to "
                                + DataParser.LONGEST_PATH);
            } else if (!entry.getValue().isTextual()) {
                wrong("dimensions." + entry.getKey(), "is " + shown(entry.getValue()) + ", it must be a text");
            } else {
                dimensions.put(entry.getKey(), entry.getValue().textValue());
            }
        });
        return dimensions;
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.isContainerNode() ? "no text" : Shown.text(value.asText());
    }

    private void wrong(String name, String message) {
        if (reason == null) {
            field = name;
            reason = message;
        }
    }
}
