package dev.countinghouse.adapter.postgres.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;

/** Texts of trees, and values in them. {@link Fields} is the way back. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static <T> ArrayNode list(Collection<T> items, Function<T, JsonNode> writer) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        items.forEach(item -> list.add(writer.apply(item)));
        return list;
    }

    static ArrayNode texts(Collection<String> texts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        texts.forEach(list::add);
        return list;
    }

    static String fraction(Fraction fraction) {
        return FractionText.write(fraction);
    }

    static String amount(Amount amount) {
        return fraction(amount.value()) + " " + amount.currency().getCurrencyCode();
    }

    /** How a constant of an enum is written: {@code MINIMUM_SPEND} is {@code minimum_spend}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String write(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree in memory can always be written", impossible);
        }
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored document is not JSON: " + broken.getOriginalMessage(), broken);
        }
    }
}
