package dev.countinghouse.billing.domain.ledger;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** What an entry and all entries before it come to under the ledger's key: HMAC-SHA256, in hex. */
public record EntrySeal(String hex) {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

    /** Before the first entry. */
    public static final EntrySeal NONE = new EntrySeal("0".repeat(64));

    public EntrySeal {
        if (!DIGITS.matcher(hex).matches()) {
            throw new IllegalArgumentException("seal '" + hex + "' must be 64 hex digits");
        }
    }

    static EntrySeal of(byte[] bytes) {
        return new EntrySeal(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return hex;
    }
}
