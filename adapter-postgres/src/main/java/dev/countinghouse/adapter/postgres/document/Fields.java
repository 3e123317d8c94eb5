package dev.countinghouse.adapter.postgres.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The fields of a stored object. What is missing or of another kind is a broken store and not a case to handle. */
final class Fields {

    private final JsonNode object;

    Fields(JsonNode object) {
        this.object = object;
    }

    static Fields parse(String text) {
        return new Fields(Json.parse(text));
    }

    static <T> List<T> parseList(String text, Function<Fields, T> reader) {
        return items(Json.parse(text), reader);
    }

    private static <T> List<T> items(JsonNode list, Function<Fields, T> reader) {
        List<T> items = new ArrayList<>(list.size());
        list.forEach(item -> items.add(reader.apply(new Fields(item))));
        return items;
    }

    private JsonNode required(String name) {
        JsonNode value = object.get(name);
        if (value == null) {
            throw new IllegalStateException("a stored document has no field '" + name + "'");
        }
        return value;
    }

    boolean has(String name) {
        return object.has(name);
    }

    Fields object(String name) {
        return new Fields(required(name));
    }

    <T> Optional<T> optional(String name, Function<Fields, T> reader) {
        return has(name) ? Optional.of(reader.apply(object(name))) : Optional.empty();
    }

    <T> List<T> list(String name, Function<Fields, T> reader) {
        return items(required(name), reader);
    }

    String text(String name) {
        JsonNode value = required(name);
        if (!value.isTextual()) {
            throw new IllegalStateException("field '" + name + "' of a stored document is not a text: " + value);
        }
        return value.textValue();
    }

    Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        required(name).forEach(item -> texts.add(item.textValue()));
        return texts;
    }

    long whole(String name) {
        JsonNode value = required(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalStateException(
                    "field '" + name + "' of a stored document is not a whole number: " + value);
        }
        return value.longValue();
    }

    boolean flag(String name) {
        return required(name).booleanValue();
    }

    Instant instant(String name) {
        return Instant.parse(text(name));
    }

    Optional<Instant> optionalInstant(String name) {
        return optionalText(name).map(Instant::parse);
    }

    Fraction fraction(String name) {
        return FractionText.read(text(name));
    }

    Amount amount(String name) {
        String text = text(name);
        int space = text.indexOf(' ');
        return new Amount(FractionText.read(text.substring(0, space)), Currency.getInstance(text.substring(space + 1)));
    }

    Money money(String name) {
        String text = text(name);
        int space = text.indexOf(' ');
        return Money.parse(text.substring(0, space), Currency.getInstance(text.substring(space + 1)));
    }

    <E extends Enum<E>> E word(String name, Class<E> type) {
        return Enum.valueOf(type, text(name).toUpperCase(Locale.ROOT));
    }
}
