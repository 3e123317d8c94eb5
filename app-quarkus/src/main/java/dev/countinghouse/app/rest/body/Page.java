package dev.countinghouse.app.rest.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** @param nextCursor absent at the end */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(
        List<T> items,
        @Schema(description = "Pass it as `cursor` for the next page; absent on the last") @Nullable
                String nextCursor) {

    /** How many items a page may have at most, and has where nothing is said. */
    public static final int MOST = 200;

    public static final String USUAL = "50";

    /** Everything there is. */
    public static <S, T> Page<T> whole(List<S> all, Function<S, T> body) {
        return new Page<>(all.stream().map(body).toList(), null);
    }

    /**
     * Part of a list that is at hand as a whole, and only ever grows at its end.
     *
     * @param key tells its items apart
     */
    public static <S, T> Page<T> of(
            List<S> all, @Nullable String cursor, int limit, Function<S, T> body, Function<S, String> key) {
        Optional<String> last = Cursor.parse(cursor, 1).map(parts -> parts.get(0));
        List<String> keys = last.isEmpty() ? List.of() : all.stream().map(key).toList();
        if (last.isPresent() && !keys.contains(last.get())) {
            throw Cursor.wrong(String.valueOf(cursor));
        }
        List<S> left = all.subList(last.map(keys::indexOf).orElse(-1) + 1, all.size());
        return of(left.subList(0, Math.min(left.size(), limit + 1)), limit, body, item -> Cursor.of(key.apply(item)));
    }

    /** @param found one more than the page may hold, if there are more */
    public static <S, T> Page<T> of(List<S> found, int limit, Function<S, T> body, Function<S, String> cursor) {
        boolean more = found.size() > limit;
        List<S> shown = more ? found.subList(0, limit) : found;
        return new Page<>(shown.stream().map(body).toList(), more ? cursor.apply(shown.get(shown.size() - 1)) : null);
    }
}
