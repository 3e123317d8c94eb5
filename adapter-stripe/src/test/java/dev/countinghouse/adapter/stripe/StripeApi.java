package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Stripe's API as its description has it: says what of a request it does not know, or misses. In a form every value is text,
 * so numbers and booleans of the description are taken for the texts that write them; where JSON is taken they are themselves.
 */
final class StripeApi {

    static final String VERSION = "2026-07-29.dahlia";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final StripeApi ONLY = new StripeApi();

    private final JsonNode paths;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    private StripeApi() {
        try (InputStream description =
                StripeApi.class.getResourceAsStream("/stripe/stripe-" + VERSION + ".openapi.json")) {
            this.paths = JSON.readTree(description).path("paths");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static StripeApi description() {
        return ONLY;
    }

    /** What is wrong with a request; empty if nothing is. */
    List<String> complaints(String method, String path, String query, String body) {
        Optional<String> template = template(path);
        JsonNode operation = template.map(it -> paths.path(it).path(method.toLowerCase(java.util.Locale.ROOT)))
                .orElseGet(() -> JSON.missingNode());
        if (operation.isMissingNode()) {
            return List.of(method + " " + path + " is not in the description");
        }
        String name = method + " " + template.get();
        try {
            JsonNode json = operation.at("/requestBody/content/application~1json/schema");
            return List.of(
                            schema(name + " query", asText(querySchema(operation)))
                                    .validate(FormText.decode(query)),
                            json.isMissingNode()
                                    ? schema(name + " body", asText(bodySchema(name, operation)))
                                            .validate(FormText.decode(body))
                                    : schema(name + " body", json).validate(json(body)))
                    .stream()
                    .flatMap(found -> found.stream())
                    .map(ValidationMessage::getMessage)
                    .map(message -> name + ": " + message)
                    .toList();
        } catch (IllegalArgumentException malformed) {
            return List.of(name + ": " + malformed.getMessage());
        }
    }

    /** What the newer half of Stripe's API takes in place of a form. */
    static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("no JSON: " + body, broken);
        }
    }

    /** The one with the fewest placeholders: {@code /customers/search} is no customer. */
    private Optional<String> template(String path) {
        return StreamSupport.stream(((Iterable<String>) paths::fieldNames).spliterator(), false)
                .filter(template -> Pattern.matches(template.replaceAll("\\{[^}]+}", "[^/]+"), path))
                .min(Comparator.comparing(
                        template -> template.chars().filter(c -> c == '{').count()));
    }

    private JsonSchema schema(String name, JsonNode schema) {
        return schemas.computeIfAbsent(name, any -> JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(schema));
    }

    private static JsonNode querySchema(JsonNode operation) {
        ObjectNode schema = JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals("query")) {
                properties.set(parameter.path("name").asText(), parameter.path("schema"));
                if (parameter.path("required").asBoolean()) {
                    required.add(parameter.path("name").asText());
                }
            }
        });
        return schema;
    }

    private static JsonNode bodySchema(String name, JsonNode operation) {
        ObjectNode schema = operation
                .path("requestBody")
                .path("content")
                .path("application/x-www-form-urlencoded")
                .path("schema")
                .deepCopy();
        addMissing(name + " body", schema);
        return schema.put("additionalProperties", false);
    }

    /**
     * What the description leaves out, and Stripe takes: the field stands in its reference of this call and in its client of
     * the same version.
     */
    private static void addMissing(String name, ObjectNode schema) {
        if (name.equals("POST /v1/subscriptions/{id} body")) {
            ((ObjectNode) schema.at("/properties/items/items/properties"))
                    .putObject("deleted")
                    .put("type", "boolean");
        }
    }

    private static JsonNode asText(JsonNode schema) {
        if (schema.isArray()) {
            ArrayNode copy = JSON.createArrayNode();
            schema.forEach(each -> copy.add(asText(each)));
            return copy;
        }
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode copy = JSON.createObjectNode();
        schema.fields().forEachRemaining(field -> copy.set(field.getKey(), asText(field.getValue())));
        switch (schema.path("type").asText()) {
            case "number", "integer" -> copy.put("type", "string").put("pattern", "^-?[0-9]+(\\.[0-9]+)?$");
            case "boolean" ->
                copy.put("type", "string").putArray("enum").add("true").add("false");
            default -> {}
        }
        return copy;
    }
}
