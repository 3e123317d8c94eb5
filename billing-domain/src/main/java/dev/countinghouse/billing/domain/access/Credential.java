package dev.countinghouse.billing.domain.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a caller proves a key with: {@code chk_<id>_<secret>}, the secret being 256 random bits in base64url. */
public record Credential(KeyId key, String secret) {

    private static final int SECRET_BYTES = 32;
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern FORM = Pattern.compile("chk_(" + KeyId.FORM + ")_(" + SECRET + ")");

    public Credential {
        if (!SECRET.matcher(secret).matches()) {
            throw new IllegalArgumentException("the secret of key " + key + " is not 256 bits in base64url");
        }
    }

    public static Credential draw(KeyId key, SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new Credential(key, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Empty for a text of another form, which is no credential of ours. */
    public static Optional<Credential> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new Credential(new KeyId(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    /** With the secret: for its holder's eyes. */
    public String text() {
        return "chk_" + key + "_" + secret;
    }

    /** Without the secret, because what is logged is read. */
    @Override
    public String toString() {
        return "chk_" + key + "_…";
    }
}
