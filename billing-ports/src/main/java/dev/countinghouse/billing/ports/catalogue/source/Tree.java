package dev.countinghouse.billing.ports.catalogue.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;

/** Makes the nodes that are written: the counterpart of {@link Values}. */
public final class Tree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Tree() {}

    public static ObjectNode object() {
        return NODES.objectNode();
    }

    public static ArrayNode list(Collection<? extends JsonNode> items) {
        return NODES.arrayNode().addAll(items);
    }

    public static ArrayNode texts(Collection<String> texts) {
        return list(texts.stream().map(NODES::textNode).toList());
    }

    public static JsonNode text(String text) {
        return NODES.textNode(text);
    }

    public static JsonNode flag(boolean flag) {
        return NODES.booleanNode(flag);
    }

    public static JsonNode number(BigDecimal number) {
        return NODES.numberNode(number);
    }

    /** Only numbers that end can be written; every number that was read from a text does. */
    public static JsonNode number(Fraction number) {
        String digits = number.toString();
        if (digits.contains("/")) {
            throw new IllegalArgumentException(digits + " has no end as a decimal number and cannot be written");
        }
        return number(new BigDecimal(digits));
    }

    public static JsonNode number(Money money) {
        return number(new BigDecimal(money.toDecimal()));
    }

    public static JsonNode number(Credits credits) {
        return number(new BigDecimal(credits.toDecimal()));
    }

    public static JsonNode number(long number) {
        return NODES.numberNode(number);
    }

    /** How an enum's constant is written: {@code TIME_WEIGHTED} is {@code time_weighted}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
