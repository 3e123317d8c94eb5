package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Stripe takes: a form whose names nest by brackets, {@code items[0][price]}, as JSON. All values are text. */
final class FormText {

    private FormText() {}

    static ObjectNode decode(String form) {
        Tree root = new Tree(new TreeMap<>(), new ArrayList<>());
        for (String pair : form.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                String name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
                String value = parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
                root.put(path(name), value);
            }
        }
        return root.children.isEmpty() ? JsonNodeFactory.instance.objectNode() : (ObjectNode) root.json(true);
    }

    private static Iterator<String> path(String name) {
        return List.of(name.replace("]", "").split("\\[", -1)).iterator();
    }

    private record Tree(Map<String, Tree> children, List<String> values) {

        void put(Iterator<String> path, String value) {
            if (path.hasNext()) {
                children.computeIfAbsent(path.next(), any -> new Tree(new TreeMap<>(), new ArrayList<>()))
                        .put(path, value);
            } else {
                values.add(value);
            }
        }

        JsonNode json(boolean isRoot) {
            if (values.size() + (children.isEmpty() ? 0 : 1) > 1) {
                throw new IllegalArgumentException("a name is there twice, or as a value and as more: " + this);
            }
            if (children.isEmpty()) {
                return TextNode.valueOf(values.get(0));
            }
            boolean isList = !isRoot && children.keySet().stream().allMatch(name -> name.matches("[0-9]+"));
            if (isList) {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                children.entrySet().stream()
                        .sorted(Comparator.comparing(child -> Integer.parseInt(child.getKey())))
                        .forEach(child -> list.add(child.getValue().json(false)));
                return list;
            }
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            children.forEach((name, child) -> object.set(name, child.json(false)));
            return object;
        }
    }
}
