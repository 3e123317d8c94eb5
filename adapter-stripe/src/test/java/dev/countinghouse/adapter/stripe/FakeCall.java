package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** A request to {@link FakeStripe}. */
record FakeCall(String method, String path, String query, String body, Map<String, String> headers) {

    Optional<String> key() {
        return Optional.ofNullable(headers.get("Idempotency-key"));
    }

    /** What was sent with it, in the address or the body. */
    JsonNode sent() {
        if (method.equals("POST")) {
            return path.startsWith("/v2/") ? StripeApi.json(body) : FormText.decode(body);
        }
        return FormText.decode(query);
    }

    boolean is(String wanted) {
        return (method + " " + path).matches(wanted);
    }

    /** What stands in the path after the kind of thing. */
    String id() {
        return path.split("/")[3];
    }

    boolean expands(String name) {
        for (JsonNode each : sent().path("expand")) {
            if (each.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
