package dev.countinghouse.billing.domain.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals entries, each with the one before it, so that whoever can write rows but does not know the key cannot change one
 * without its being seen. The sealed form is every field as text behind its length, in the order of the record; amounts as
 * they are shown.
 */
public final class LedgerKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec secret;

    private LedgerKey(SecretKeySpec secret) {
        this.secret = secret;
    }

    /**
     * @param hex a key of 64 hex digits
     * @throws IllegalArgumentException for one of another form; it is not repeated in the message
     */
    public static LedgerKey of(String hex) {
        if (!hex.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("the ledger's key has " + hex.length()
                    + " characters, it must be 64 hex digits, such as the output of: openssl rand -hex " + KEY_BYTES);
        }
        return new LedgerKey(new SecretKeySpec(HexFormat.of().parseHex(hex), ALGORITHM));
    }

    public EntrySeal seal(EntrySeal before, JournalEntry entry) {
        Mac mac = mac();
        mac.update(HexFormat.of().parseHex(before.hex()));
        put(mac, entry.account().value());
        put(mac, Long.toString(entry.ordinal()));
        put(mac, entry.kind().key());
        put(mac, entry.command().map(CommandKey::value).orElse(""));
        put(mac, entry.about());
        put(mac, entry.at().toString());
        put(mac, Integer.toString(entry.postings().size()));
        for (Posting posting : entry.postings()) {
            put(mac, posting.account().key());
            put(mac, posting.grant().map(GrantId::value).orElse(""));
            put(mac, posting.amount().toDecimal());
            put(mac, posting.amount().unit().code());
        }
        return EntrySeal.of(mac.doFinal());
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    private static void put(Mac mac, String field) {
        byte[] text = field.getBytes(StandardCharsets.UTF_8);
        for (int shift = 24; shift >= 0; shift -= 8) {
            mac.update((byte) (text.length >>> shift));
        }
        mac.update(text);
    }

    /** Without the key, because what is logged is read. */
    @Override
    public String toString() {
        return "LedgerKey";
    }
}
