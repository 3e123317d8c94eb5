package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What {@link FakeStripe} answers. */
record FakeAnswer(int status, JsonNode body, boolean isReplayed) {

    FakeAnswer replayed() {
        return new FakeAnswer(status, body, true);
    }

    static FakeAnswer ok(JsonNode body) {
        // as it is now, and not as it will be
        return new FakeAnswer(200, body.deepCopy(), false);
    }

    static FakeAnswer error(int status, String type, String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error").put("type", type).put("message", message);
        if (!code.isEmpty()) {
            error.put("code", code);
        }
        return new FakeAnswer(status, body, false);
    }

    static FakeAnswer invalid(String code, String message) {
        return error(400, "invalid_request_error", code, message);
    }

    static FakeAnswer missing(String param, String id) {
        return error(404, "invalid_request_error", "resource_missing", "No such " + param + ": '" + id + "'")
                .about(param);
    }

    FakeAnswer about(String param) {
        ((ObjectNode) body.path("error")).put("param", param);
        return this;
    }
}
