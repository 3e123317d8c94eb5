package dev.countinghouse.billing.domain.metering;

import dev.countinghouse.billing.domain.account.AccountId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;

/** One thing that happened: a CloudEvent whose subject is known to be an account. */
public record UsageEvent(AccountId account, EventKey key, String type, String subject, Instant time, EventData data) {

    public static final int MAX_LENGTH = 255;

    /** Most fit in it. */
    private static final int FORM_LENGTH = 512;

    /** The order of events in an account: by time, then by key, so that equal times have one order everywhere. */
    public static final Comparator<UsageEvent> ORDER =
            Comparator.comparing(UsageEvent::time).thenComparing(UsageEvent::key);

    public UsageEvent {
        if (type.isBlank() || type.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "event type '" + type + "' must have 1 to " + MAX_LENGTH + " characters and not be blank");
        }
    }

    /**
     * SHA-256 over type, subject and data in canonical form, as hex: tells a retry from a conflict. The time is left out
     * because clients stamp retries anew. Every part is preceded by its length, so no two contents share a form.
     */
    public String contentHash() {
        ByteArrayOutputStream form = new ByteArrayOutputStream(FORM_LENGTH);
        add(form, type);
        add(form, subject);
        data.values().forEach((path, value) -> {
            add(form, path);
            add(form, value.kind());
            add(form, value.asText());
        });
        return HexFormat.of().formatHex(sha256().digest(form.toByteArray()));
    }

    private static void add(ByteArrayOutputStream form, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        form.writeBytes((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        form.writeBytes(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
