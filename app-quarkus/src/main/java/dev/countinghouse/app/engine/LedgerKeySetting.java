package dev.countinghouse.app.engine;

import dev.countinghouse.app.config.Settings;
import dev.countinghouse.billing.domain.ledger.LedgerKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What entries about credits are sealed with. It has to stay the same for ever, so it is made of the last encryption key
 * where none is set: a new encryption key is put before the old ones.
 */
public final class LedgerKeySetting {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "countinghouse ledger key 1";

    private LedgerKeySetting() {}

    /** Empty where the settings name no key of any kind. */
    public static Optional<LedgerKey> of(Settings settings) {
        return of(settings.ledger().key(), settings.encryptionKey().orElse(List.of()));
    }

    static Optional<LedgerKey> of(Optional<String> set, List<String> encryptionKeys) {
        if (set.isPresent()) {
            return Optional.of(key(set.get()));
        }
        return encryptionKeys.isEmpty()
                ? Optional.empty()
                : Optional.of(LedgerKey.of(derived(encryptionKeys.get(encryptionKeys.size() - 1))));
    }

    private static LedgerKey key(String hex) {
        try {
            return LedgerKey.of(hex);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException("COUNTINGHOUSE_LEDGER_KEY: " + wrong.getMessage(), wrong);
        }
    }

    private static String derived(String encryptionKey) {
        if (!encryptionKey.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalStateException("COUNTINGHOUSE_ENCRYPTION_KEY: the last key has " + encryptionKey.length()
                    + " characters, it must be 64 hex digits, such as the output of: openssl rand -hex 32");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(encryptionKey), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
