package dev.countinghouse.app.rest.body;

import dev.countinghouse.app.rest.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a list goes on. Clients hand it back as they got it. */
public final class Cursor {

    /** Cannot be part of what a cursor is made of. */
    private static final String SEPARATOR = "\u0000";

    private Cursor() {}

    public static String of(String... parts) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ProblemException for a text that is no cursor of that many parts */
    public static Optional<List<String>> parse(@Nullable String cursor, int parts) {
        if (cursor == null || cursor.isEmpty()) {
            return Optional.empty();
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            List<String> found = List.of(text.split(SEPARATOR, -1));
            if (found.size() == parts) {
                return Optional.of(found);
            }
        } catch (IllegalArgumentException noBase64) {
            // said below
        }
        throw wrong(cursor);
    }

    public static ProblemException wrong(String cursor) {
        return ProblemException.invalid(
                "cursor", "is '" + cursor + "', it must be the nextCursor of an earlier answer");
    }
}
