package dev.countinghouse.adapter.postgres.usage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * The first 128 bits of SHA-256: half the space of the whole in every index, and still no two of 10^12 keys share one
 * (the chance is about 10^-15).
 */
public final class Hash {

    static final int LENGTH = 16;

    private Hash() {}

    /** Each part is preceded by its length, so no two lists share a form. */
    public static byte[] of(List<String> parts) {
        StringBuilder form = new StringBuilder();
        parts.stream()
                .map(StorableText::write)
                .forEach(part -> form.append(part.length()).append(':').append(part));
        return Arrays.copyOf(sha256().digest(form.toString().getBytes(StandardCharsets.UTF_8)), LENGTH);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
