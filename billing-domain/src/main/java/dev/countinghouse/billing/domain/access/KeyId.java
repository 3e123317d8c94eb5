package dev.countinghouse.billing.domain.access;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What a key is called where its secret must not be seen: a UUIDv7 as 32 hex digits, so later keys have greater ids. */
public record KeyId(String value) implements Comparable<KeyId> {

    static final String FORM = "[0-9a-f]{32}";

    private static final Pattern PATTERN = Pattern.compile(FORM);
    private static final int BYTES = 16;
    private static final int TIME_BYTES = 6;

    public KeyId {
        if (!PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException("key id '" + value + "' must be 32 hex digits, in lower case");
        }
    }

    public static KeyId at(Instant now, SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        long millis = now.toEpochMilli();
        for (int i = 0; i < TIME_BYTES; i++) {
            bytes[i] = (byte) (millis >>> (Byte.SIZE * (TIME_BYTES - 1 - i)));
        }
        bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x70);
        bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
        return new KeyId(HexFormat.of().formatHex(bytes));
    }

    @Override
    public int compareTo(KeyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
