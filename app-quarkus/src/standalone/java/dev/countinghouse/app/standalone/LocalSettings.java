package dev.countinghouse.app.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** What a service that is tried out on one machine needs besides a database, where nobody has set it. */
final class LocalSettings {

    private static final int KEY_BYTES = 32;

    private LocalSettings() {}

    static void complete(Config config, Path data) {
        String key = "countinghouse.encryption-key";
        if (!isSet(config, key)) {
            System.setProperty(key, encryptionKey(data.resolve("encryption-key")));
        }
        Map.of(
                        "countinghouse.webhooks.allow-http", "true",
                        "countinghouse.webhooks.allowed-networks", "127.0.0.0/8,::1/128")
                .forEach((setting, value) -> {
                    if (!isSet(config, setting)) {
                        System.setProperty(setting, value);
                    }
                });
    }

    private static boolean isSet(Config config, String setting) {
        return config.getOptionalValue(setting, String.class)
                .filter(value -> !value.isBlank())
                .isPresent();
    }

    /** Made at the first start; without it what it sealed is lost, so it lies beside the data. */
    private static String encryptionKey(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] key = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(key);
                create(file, HexFormat.of().formatHex(key));
            }
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException("the encryption key in " + file + " can be neither read nor made", failure);
        }
    }

    /** For nobody else to read, and whole or not at all. */
    private static void create(Path file, String key) throws IOException {
        Path made = Files.createTempFile(file.getParent(), "encryption-key", "");
        Files.writeString(made, key);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
