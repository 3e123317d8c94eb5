package dev.countinghouse.app.rest.credit;

import dev.countinghouse.app.rest.body.Cursor;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Cursors of lists that go by the ordinals of entries, the latest first. */
final class Ordinals {

    private Ordinals() {}

    static OptionalLong before(@Nullable String cursor) {
        try {
            return Cursor.parse(cursor, 1)
                    .map(parts -> OptionalLong.of(Long.parseLong(parts.get(0))))
                    .orElse(OptionalLong.empty());
        } catch (NumberFormatException noOrdinal) {
            throw Cursor.wrong(String.valueOf(cursor));
        }
    }
}
