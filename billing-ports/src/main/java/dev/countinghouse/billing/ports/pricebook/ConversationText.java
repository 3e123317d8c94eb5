package dev.countinghouse.billing.ports.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Set;

/**
 * Finds what people and models said in requests and responses of the common APIs. Only fields that carry text are
 * followed, so ids, roles and encoded images do not count.
 */
final class ConversationText {

    private static final Set<String> PROMPTS = Set.of(
            "messages",
            "input",
            "prompt",
            "system",
            "instructions",
            "contents",
            "systemInstruction",
            "system_instruction");

    private static final Set<String> ANSWERS =
            Set.of("choices", "content", "output", "candidates", "message", "text", "response");

    private static final Set<String> INSIDE = Set.of(
            "content",
            "text",
            "parts",
            "message",
            "delta",
            "tool_calls",
            "function",
            "function_call",
            "functionCall",
            "thinking",
            "reasoning_content",
            "refusal",
            "summary");

    /** What a tool is called with: the model wrote it as JSON, so it is counted as JSON. */
    private static final Set<String> ARGUMENTS = Set.of("arguments", "args", "input");

    private ConversationText() {}

    static String ofRequest(JsonNode request) {
        return collect(request, PROMPTS);
    }

    static String ofResponse(JsonNode response) {
        return collect(response, ANSWERS);
    }

    private static String collect(JsonNode document, Set<String> fields) {
        StringBuilder text = new StringBuilder();
        for (Iterator<String> names = document.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (fields.contains(name)) {
                walk(document.path(name), text);
            }
        }
        return text.toString();
    }

    private static void walk(JsonNode node, StringBuilder text) {
        if (node.isTextual()) {
            append(node.textValue(), text);
        } else if (node.isArray()) {
            node.forEach(element -> walk(element, text));
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (INSIDE.contains(name)) {
                walk(node.path(name), text);
            } else if (ARGUMENTS.contains(name)) {
                JsonNode arguments = node.path(name);
                append(arguments.isTextual() ? arguments.textValue() : arguments.toString(), text);
            }
        }
    }

    private static void append(String piece, StringBuilder text) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        text.append(piece);
    }
}
