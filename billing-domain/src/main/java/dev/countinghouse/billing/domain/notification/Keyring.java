package dev.countinghouse.billing.domain.notification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets before they are stored, with AES-256 in GCM. The first key seals, all of them open, so a key is replaced by
 * putting another before it. What was sealed for one context, such as the id of an endpoint, opens for no other: nobody who
 * can write rows can give an endpoint another's secret.
 */
public final class Keyring {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int NAME_BYTES = 4;

    private final List<Key> keys;

    private record Key(String name, SecretKeySpec secret) {}

    private Keyring(List<Key> keys) {
        this.keys = keys;
    }

    /**
     * @param hex keys of 64 hex digits
     * @throws IllegalArgumentException for one of another form; it is not repeated in the message
     */
    public static Keyring of(List<String> hex) {
        if (hex.isEmpty()) {
            throw new IllegalArgumentException("a keyring needs one key at least");
        }
        return new Keyring(hex.stream().map(Keyring::key).toList());
    }

    private static Key key(String hex) {
        if (!hex.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("an encryption key has " + hex.length()
                    + " characters, it must be 64 hex digits, such as the output of: openssl rand -hex " + KEY_BYTES);
        }
        byte[] bytes = HexFormat.of().parseHex(hex);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Key(HexFormat.of().formatHex(digest, 0, NAME_BYTES), new SecretKeySpec(bytes, "AES"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Returns {@code name.nonce.text}: which key, and the rest in base64url. */
    public String seal(String secret, String context, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        Key key = keys.get(0);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, nonce, context, secret.getBytes(StandardCharsets.UTF_8));
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return key.name() + "." + base64.encodeToString(nonce) + "." + base64.encodeToString(sealed);
    }

    /** @throws IllegalStateException if the key is not on this ring, or what was sealed is not what is there */
    public String open(String sealed, String context) {
        String[] parts = sealed.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalStateException("what is stored for " + context + " is no sealed secret");
        }
        Optional<Key> key =
                keys.stream().filter(each -> each.name().equals(parts[0])).findFirst();
        if (key.isEmpty()) {
            throw new IllegalStateException("the secret of " + context + " was sealed with encryption key " + parts[0]
                    + ", which is not among those configured: "
                    + keys.stream().map(Key::name).toList());
        }
        Base64.Decoder base64 = Base64.getUrlDecoder();
        byte[] opened =
                crypt(Cipher.DECRYPT_MODE, key.get(), base64.decode(parts[1]), context, base64.decode(parts[2]));
        return new String(opened, StandardCharsets.UTF_8);
    }

    private static byte[] crypt(int mode, Key key, byte[] nonce, String context, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the secret of " + context + " is not as it was sealed", failure);
        }
    }

    /** Without the keys, because what is logged is read. */
    @Override
    public String toString() {
        return "Keyring" + keys.stream().map(Key::name).toList();
    }
}
