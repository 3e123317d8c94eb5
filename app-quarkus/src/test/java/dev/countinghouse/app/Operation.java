package dev.countinghouse.app;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * An operation as the API's own description has it, and a call of it made of nothing but the description.
 *
 * @param roles any of which the caller needs; empty where the description names none
 * @param parameters those of the address and the query
 */
record Operation(
        String method, String path, Set<String> roles, List<Map<String, Object>> parameters, Optional<Body> body) {

    private static final Pattern IN_PATH = Pattern.compile("\\{(\\w+)}");
    private static final int DEEPEST = 8;

    record Body(String mediaType, Map<String, Object> schema) {}

    static List<Operation> all() {
        Map<String, Object> api = RestAssured.given()
                .queryParam("format", "json")
                .get("/openapi")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("$");
        List<Operation> all = new ArrayList<>();
        map(api.get("paths")).forEach((path, operations) -> map(operations).forEach((method, operation) -> {
            if (Set.of("get", "post", "put", "patch", "delete", "head", "options")
                    .contains(method)) {
                all.add(of(method, path, resolved(api, map(operation), 0)));
            }
        }));
        return all;
    }

    private static Operation of(String method, String path, Map<String, Object> described) {
        Set<String> roles = new TreeSet<>();
        list(described.get("security"))
                .forEach(requirement -> list(map(requirement).get("key")).forEach(role -> roles.add(role.toString())));
        Optional<Body> body = map(map(described.get("requestBody")).get("content")).entrySet().stream()
                .findFirst()
                .map(content ->
                        new Body(content.getKey(), map(map(content.getValue()).get("schema"))));
        return new Operation(
                method,
                path,
                roles,
                list(described.get("parameters")).stream().map(Operation::map).toList(),
                body);
    }

    /** With what it refers to in its place. */
    private static Map<String, Object> resolved(Map<String, Object> api, Map<String, Object> node, int depth) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (node.get("$ref") instanceof String reference && depth < DEEPEST * 4) {
            Object target = api;
            for (String part : reference.substring(2).split("/")) {
                target = map(target).get(part);
            }
            all.putAll(resolved(api, map(target), depth + 1));
        }
        node.forEach((name, value) -> all.put(name, resolvedValue(api, value, depth)));
        return all;
    }

    private static Object resolvedValue(Map<String, Object> api, Object value, int depth) {
        if (value instanceof Map<?, ?>) {
            return resolved(api, map(value), depth + 1);
        }
        return value instanceof List<?> items
                ? items.stream().map(item -> resolvedValue(api, item, depth)).toList()
                : value;
    }

    /** Whether an account, or a thing of one, is named by the address, the query or the body. */
    boolean names(Map<String, String> things) {
        return parameters.stream().anyMatch(parameter -> things.containsKey(parameter.get("name")))
                || body.map(sent -> map(sent.schema.get("properties")).get("account"))
                        // one that is described as a whole is made by the call
                        .filter(account -> !map(account).containsKey("$ref"))
                        .isPresent();
    }

    /** Calls it with what the things are called, and made-up values for all else. */
    Response call(RequestSpecification caller, Map<String, String> things) {
        RequestSpecification request = caller.basePath("");
        for (Map<String, Object> parameter : parameters) {
            String name = parameter.get("name").toString();
            if (parameter.get("in").equals("query") && things.containsKey(name)) {
                request.queryParam(name, things.get(name));
            } else if (parameter.get("in").equals("query") && Boolean.TRUE.equals(parameter.get("required"))) {
                request.queryParam(name, example(name, map(parameter.get("schema")), things, 0));
            }
        }
        body.ifPresent(sent -> request.contentType(sent.mediaType).body(example("", sent.schema, things, 0)));
        String filled =
                IN_PATH.matcher(path).replaceAll(match -> things.getOrDefault(match.group(1), inPath(match.group(1))));
        return request.request(method.toUpperCase(java.util.Locale.ROOT), filled);
    }

    /** A number where one is asked for: another word is no address of anything, key or no key. */
    private String inPath(String name) {
        boolean whole = parameters.stream()
                .filter(parameter -> name.equals(parameter.get("name")))
                .anyMatch(parameter ->
                        "integer".equals(map(parameter.get("schema")).get("type")));
        return whole ? "1" : "none";
    }

    private static Object example(String name, Map<String, Object> schema, Map<String, String> things, int depth) {
        if (things.containsKey(name)) {
            return things.get(name);
        }
        if (!list(schema.get("examples")).isEmpty()) {
            return list(schema.get("examples")).get(0);
        }
        if (!list(schema.get("enum")).isEmpty()) {
            return list(schema.get("enum")).get(0);
        }
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            if (!list(schema.get(choice)).isEmpty()) {
                return example(name, map(list(schema.get(choice)).get(0)), things, depth);
            }
        }
        Object type = schema.get("type") instanceof List<?> types ? types.get(0) : schema.get("type");
        return switch (String.valueOf(type)) {
            case "object" -> object(schema, things, depth);
            case "array" -> List.of(example(name, map(schema.get("items")), things, depth + 1));
            case "integer", "number" -> 1;
            case "boolean" -> false;
            default -> "date-time".equals(schema.get("format")) ? "2026-01-01T00:00:00Z" : "x";
        };
    }

    private static Object object(Map<String, Object> schema, Map<String, String> things, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (depth < DEEPEST) {
            map(schema.get("properties"))
                    .forEach((name, property) -> object.put(name, example(name, map(property), things, depth + 1)));
        }
        return object;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return node instanceof Map<?, ?> ? (Map<String, Object>) node : Map.of();
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object node) {
        return node instanceof List<?> ? (List<Object>) node : List.of();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
