package dev.countinghouse.app.rest.body;

import dev.countinghouse.app.rest.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of fields and parameters; what is wrong with one is said with its name. */
public final class Fields {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private Fields() {}

    /** @param type what refuses a wrong text with {@link IllegalArgumentException}, such as the constructor of a key */
    public static <T> T read(String field, String text, Function<String, T> type) {
        try {
            return type.apply(text);
        } catch (IllegalArgumentException refused) {
            throw ProblemException.invalid(field, String.valueOf(refused.getMessage()));
        }
    }

    /** Times outside of this century are taken for mistakes: somebody would be billed for all the years in between. */
    public static Instant time(String field, String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
                return time;
            }
            throw ProblemException.invalid(
                    field, "is '" + text + "', it must be from " + EARLIEST + " up to " + LATEST);
        } catch (DateTimeException malformed) {
            throw ProblemException.invalid(field, "is '" + text + "', it must be a time such as 2026-01-31T10:00:00Z");
        }
    }

    /** A word for each constant: {@code PERIOD_END} is {@code period_end}. */
    public static <E extends Enum<E>> E word(String field, String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        field,
                        "is '" + text + "', it must be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Fields::word)
                                        .toList()));
    }

    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    public static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
