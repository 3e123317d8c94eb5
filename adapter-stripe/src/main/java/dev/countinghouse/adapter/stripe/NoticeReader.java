package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.ports.driven.NoticeOutcome;
import dev.countinghouse.billing.ports.driven.NoticeOutcome.Read;
import dev.countinghouse.billing.ports.driven.NoticeOutcome.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what Stripe sends to our endpoints, snapshot events and thin ones. */
final class NoticeReader {

    static final String SIGNATURE = "stripe-signature";

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final List<String> secrets;

    NoticeReader(List<String> secrets) {
        this.secrets = secrets;
    }

    NoticeOutcome read(byte[] body, Map<String, String> headers, Instant now) {
        Optional<NoticeSignature> signature = header(headers).flatMap(NoticeSignature::parse);
        if (signature.isEmpty()) {
            return new Refused(SIGNATURE + " is missing, repeated or malformed");
        }
        if (!signature.get().isOf(body, secrets)) {
            return new Refused("the signature is of none of our webhook secrets");
        }
        Instant signedAt = Instant.ofEpochSecond(signature.get().second());
        if (Math.abs(now.getEpochSecond() - signedAt.getEpochSecond()) > TOLERANCE.toSeconds()) {
            return new Refused("it was signed at " + signedAt + ", and now it is " + now);
        }
        String text = new String(body, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), body)
                ? content(text)
                : new Refused("what was signed is no UTF-8");
    }

    /** The only value of it; null is what some servers make of a header without a value. */
    private static Optional<String> header(Map<String, String> headers) {
        List<String> values = headers.entrySet().stream()
                .filter(each -> SIGNATURE.equalsIgnoreCase(each.getKey()))
                .map(each -> String.valueOf(each.getValue()))
                .toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Of an event of which it is known that it is Stripe's. */
    static NoticeOutcome content(String body) {
        try {
            JsonNode event = JSON.readTree(body);
            if (!event.path("id").isTextual() || !event.path("type").isTextual()) {
                return new Refused("what was signed is no event: it has no id or no type");
            }
            StripeEvents.About about = StripeEvents.about(event);
            Notice notice = new Notice(
                    new NoticeId(event.path("id").textValue()),
                    event.path("type").textValue(),
                    about.about(),
                    madeAt(event.path("created")),
                    Optional.ofNullable(event.path("api_version").textValue()),
                    body);
            return about.unclear()
                    .<NoticeOutcome>map(reason -> new NoticeOutcome.Unclear(notice, reason))
                    .orElseGet(() -> new Read(notice));
        } catch (IOException | DateTimeException | IllegalArgumentException malformed) {
            return new Refused("what was signed cannot be read: " + malformed.getMessage());
        }
    }

    /** Seconds since 1970 in events that hold an object, text in those that do not. */
    private static Instant madeAt(JsonNode created) {
        return created.isIntegralNumber()
                ? Instant.ofEpochSecond(created.longValue())
                : Instant.parse(created.asText());
    }
}
