package dev.countinghouse.billing.ports.catalogue.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the tree from the parser's tokens. */
final class TreeReader {

    private final JsonParser parser;
    private final Problems problems;

    TreeReader(JsonParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    Optional<Node> readAll() throws IOException {
        if (parser.nextToken() == null) {
            return problems.report(Place.START, "", "the text is empty");
        }
        Optional<Node> root = read(here(), "", 0);
        if (root.isPresent() && parser.nextToken() != null) {
            return problems.report(here(), "", "a second document begins here, only one is read");
        }
        return root;
    }

    /** Empty only where reading cannot go on. */
    private Optional<Node> read(Place place, String path, int depth) throws IOException {
        if (depth > SourceText.MAX_DEPTH) {
            return problems.report(here(), path, "is nested deeper than " + SourceText.MAX_DEPTH + " levels");
        }
        if (usesReferences()) {
            return problems.report(here(), path, "uses an anchor, an alias or a tag of YAML, write the value itself");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(place, path, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            return sequence(place, path, depth);
        }
        String text = String.valueOf(parser.getText());
        return Optional.of(new Node.Scalar(here(), path, kind(token, text), text));
    }

    private Optional<Node> mapping(Place place, String path, int depth) throws IOException {
        Map<String, Node> entries = new LinkedHashMap<>();
        Node.Mapping mapping = new Node.Mapping(place, path, entries);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Place at = here();
            parser.nextToken();
            Optional<Node> value = read(at, mapping.pathOf(name), depth + 1);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            Node earlier = entries.putIfAbsent(name, value.get());
            if (earlier != null) {
                problems.report(
                        at,
                        mapping.pathOf(name),
                        "is written twice, before in line " + earlier.place().line());
            }
        }
        return Optional.of(mapping);
    }

    private Optional<Node> sequence(Place place, String path, int depth) throws IOException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Optional<Node> item = read(here(), path + "[" + items.size() + "]", depth + 1);
            if (item.isEmpty()) {
                return Optional.empty();
            }
            items.add(item.get());
        }
        return Optional.of(new Node.Sequence(place, path, items));
    }

    private Place here() {
        return SourceText.place(parser.currentTokenLocation());
    }

    private boolean usesReferences() throws IOException {
        return parser instanceof YAMLParser yaml
                && (yaml.isCurrentAlias() || yaml.getObjectId() != null || yaml.getTypeId() != null);
    }

    private static Node.Kind kind(JsonToken token, String text) {
        return switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Node.Kind.NUMBER;
            // YAML 1.1 takes yes, on and others for flags, which is how a country NO becomes false
            case VALUE_TRUE, VALUE_FALSE ->
                text.equals("true") || text.equals("false") ? Node.Kind.FLAG : Node.Kind.TEXT;
            case VALUE_NULL -> Node.Kind.NOTHING;
            default -> Node.Kind.TEXT;
        };
    }
}
