package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.domain.payment.NoticeId;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.ports.driven.NoticeOutcome;
import dev.countinghouse.billing.ports.driven.NoticeOutcome.Refused;
import dev.countinghouse.billing.ports.driven.PaymentNotice;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
        return content(new NoticeId(id.get()), body);
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

    private static NoticeOutcome content(NoticeId id, byte[] body) {
        try {
            JsonNode notice = JSON.readTree(body);
            if (!notice.isObject()) {
                return new Refused("notice " + id + " is no JSON object");
            }
            JsonNode payment = notice.path("data").path("payment");
            return payment.isTextual()
                    ? new NoticeOutcome.Read(new PaymentNotice(id, new PaymentId(payment.textValue())))
                    : new NoticeOutcome.Foreign();
        } catch (IOException | IllegalArgumentException malformed) {
            return new Refused("notice " + id + " cannot be read: " + malformed.getMessage());
        }
    }
}
