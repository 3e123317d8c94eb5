package dev.countinghouse.app.rest.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Map;

/** The body of a notice as it may be shown: a client secret in it lets whoever has it pay in the customer's place. */
final class ShownText {

    private static final ObjectReader JSON = JsonMapper.builder().build().reader();
    private static final TextNode HIDDEN = TextNode.valueOf("…");

    private ShownText() {}

    /** @throws IllegalStateException for a body that is no JSON: it was read when it was kept */
    static JsonNode of(String body) {
        try {
            JsonNode shown = JSON.readTree(body);
            hideIn(shown);
            return shown;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the body of a notice that was kept is no JSON", impossible);
        }
    }

    /** Whatever has a name with {@code secret} in it, however deep. */
    private static void hideIn(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                boolean isSecret = field.getKey().toLowerCase(Locale.ROOT).contains("secret");
                if (isSecret && !field.getValue().isNull()) {
                    field.setValue(HIDDEN);
                }
            }
        }
        node.forEach(ShownText::hideIn);
    }
}
