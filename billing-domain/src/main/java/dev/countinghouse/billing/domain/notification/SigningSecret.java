package dev.countinghouse.billing.domain.notification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What sender and receiver of webhooks share: {@code whsec_} and bytes in base64, as Standard Webhooks has it. */
public final class SigningSecret {

    private static final String PREFIX = "whsec_";
    private static final String MAC = "HmacSHA256";
    private static final int DRAWN_BYTES = 32;
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final byte[] bytes;

    private SigningSecret(byte[] bytes) {
        if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("a signing secret has " + bytes.length + " bytes, it must have "
                    + LEAST_BYTES + " to " + MOST_BYTES);
        }
        this.bytes = bytes;
    }

    public static SigningSecret draw(SecureRandom random) {
        byte[] drawn = new byte[DRAWN_BYTES];
        random.nextBytes(drawn);
        return new SigningSecret(drawn);
    }

    public static SigningSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a signing secret must begin with " + PREFIX);
        }
        return new SigningSecret(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    }

    /** With the secret: for its holder's eyes. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** The {@code webhook-signature} of a message: one signature for each secret, so that receivers can change theirs. */
    public static String header(Collection<SigningSecret> secrets, MessageId id, Instant at, String body) {
        return secrets.stream().map(secret -> secret.sign(id, at, body)).collect(Collectors.joining(" "));
    }

    /**
     * Whether one of the signatures of a {@code webhook-signature} is by this secret, over these very bytes. Takes the same
     * time wherever they differ.
     */
    public boolean hasSigned(String header, String id, long epochSecond, byte[] body) {
        byte[] right = sign(id, epochSecond, body).getBytes(StandardCharsets.UTF_8);
        return Arrays.stream(header.split(" ", -1))
                .anyMatch(given -> MessageDigest.isEqual(right, given.getBytes(StandardCharsets.UTF_8)));
    }

    private String sign(MessageId id, Instant at, String body) {
        return sign(id.value(), at.getEpochSecond(), body.getBytes(StandardCharsets.UTF_8));
    }

    private String sign(String id, long epochSecond, byte[] body) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(bytes, MAC));
            mac.update((id + "." + epochSecond + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + MAC, impossible);
        }
    }

    /** Without the secret, because what is logged is read. */
    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
