package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.ports.driven.NoticeOutcome;
import dev.countinghouse.billing.ports.driven.NoticeOutcome.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads notices that are signed as Standard Webhooks has it. */
final class NoticeReader {

    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    /** No full stop: it would leave open where the id ends in what was signed. */
    private static final Pattern ID_FORM = Pattern.compile("[!-~&&[^.]]{1,255}");

    private static final Pattern TIMESTAMP_FORM = Pattern.compile("[1-9][0-9]{0,11}");
    private static final int LONGEST_SIGNATURE = 4_096;
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final SigningSecret secret;

    NoticeReader(SigningSecret secret) {
        this.secret = secret;
    }

    NoticeOutcome read(byte[] body, Map<String, String> headers, Instant now) {
        Optional<String> id = header(headers, ID).filter(value -> matches(ID_FORM, value));
        Optional<String> time = header(headers, TIMESTAMP).filter(value -> matches(TIMESTAMP_FORM, value));
        Optional<String> signature = header(headers, SIGNATURE).filter(value -> value.length() <= LONGEST_SIGNATURE);
        if (id.isEmpty() || time.isEmpty() || signature.isEmpty()) {
            String wrong = id.isEmpty() ? ID : time.isEmpty() ? TIMESTAMP : SIGNATURE;
            return new Refused(wrong + " is missing, repeated or malformed");
        }
        long second = Long.parseLong(time.get());
        if (!secret.hasSigned(signature.get(), id.get(), second, body)) {
            return new Refused("the signature is not that of the provider");
        }
        if (Math.abs(now.getEpochSecond() - second) > TOLERANCE.toSeconds()) {
            return new Refused("it was signed at " + Instant.ofEpochSecond(second) + ", and now it is " + now);
        }
        String text = new String(body, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), body)
                ? content(new NoticeId(id.get()), text)
                : new Refused("notice " + id.get() + " is no UTF-8");
    }

    /** The only value of a header; null is what some servers make of one without a value. */
    private static Optional<String> header(Map<String, String> headers, String name) {
        List<String> values = headers.entrySet().stream()
                .filter(each -> name.equalsIgnoreCase(each.getKey()))
                .map(each -> String.valueOf(each.getValue()))
                .toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    private static boolean matches(Pattern form, String value) {
        return form.matcher(value).matches();
    }

    static NoticeOutcome content(NoticeId id, String body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (!json.path("type").isTextual() || !json.path("timestamp").isTextual()) {
                return new Refused("notice " + id + " is no JSON object with a type and a timestamp");
            }
            String type = json.path("type").textValue();
            Instant madeAt = Instant.parse(json.path("timestamp").textValue());
            Notice notice = new Notice(id, type, Optional.empty(), madeAt, Optional.empty(), body);
            return kind(type)
                    .map(kind -> about(notice, kind, json.path("data")))
                    .orElseGet(() -> new NoticeOutcome.Read(notice));
        } catch (IOException | DateTimeException | IllegalArgumentException malformed) {
            return new Refused("notice " + id + " cannot be read: " + malformed.getMessage());
        }
    }

    /** {@code payment} of {@code payment.succeeded}; empty for what there are no notices of. */
    private static Optional<NoticeSubject.Kind> kind(String type) {
        return Arrays.stream(NoticeSubject.Kind.values())
                .filter(kind -> type.startsWith(field(kind) + "."))
                .findFirst();
    }

    private static String field(NoticeSubject.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static NoticeOutcome about(Notice notice, NoticeSubject.Kind kind, JsonNode data) {
        String subject =
                data.path(field(kind)).isTextual() ? data.path(field(kind)).textValue() : "";
        try {
            return new NoticeOutcome.Read(new Notice(
                    notice.id(),
                    notice.type(),
                    Optional.of(new NoticeSubject(kind, subject)),
                    notice.madeAt(),
                    notice.apiVersion(),
                    notice.body()));
        } catch (IllegalArgumentException none) {
            return new NoticeOutcome.Unclear(notice, "data." + field(kind) + ": " + none.getMessage());
        }
    }
}
