package dev.countinghouse.billing.ports.standin;

import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.notification.MessageId;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.ports.driven.NoticeOutcome;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.PaymentNoticeContract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandInNoticeTest extends PaymentNoticeContract {

    private static final String SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String OTHER_SECRET = "whsec_MTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    @Override
    protected PaymentGateway gatewayAt(Instant now) {
        return Provider.over(StandInBook.inMemory(), () -> now, SECRET);
    }

    @Override
    protected Request signed(byte[] body, Instant at) {
        return signed(SECRET, body, at);
    }

    @Override
    protected Request forged(byte[] body, Instant at) {
        return signed(OTHER_SECRET, body, at);
    }

    /** The signature of a text, so bytes that are none get one that is wrong. */
    private static Request signed(String secret, byte[] body, Instant at) {
        MessageId id = new MessageId("msg_00000000000000000000000000000001");
        String text = new String(body, StandardCharsets.UTF_8);
        return new Request(
                body,
                Map.of(
                        "webhook-id", id.value(),
                        "webhook-timestamp", String.valueOf(at.getEpochSecond()),
                        "webhook-signature", SigningSecret.header(List.of(SigningSecret.parse(secret)), id, at, text)));
    }

    @Override
    protected byte[] bodyAbout(PaymentId payment) {
        return body("payment.succeeded", "{\"payment\":\"" + payment + "\"}");
    }

    @Override
    protected byte[] bodyAboutSomethingElse() {
        return body("balance.available", "{\"payment\":\"pay_1\"}");
    }

    @Override
    protected byte[] bodyAboutNoPaymentAtAll() {
        return body("payment.succeeded", "{\"payment_intent\":\"pay_1\"}");
    }

    private static byte[] body(String type, String data) {
        return bytes("{\"type\":\"" + type + "\",\"timestamp\":\"" + START + "\",\"data\":" + data + "}");
    }

    @Test
    void theWordBeforeTheFirstDotSaysWhatItIsAbout() {
        for (NoticeSubject.Kind kind : NoticeSubject.Kind.values()) {
            String word = kind.name().toLowerCase(Locale.ROOT);
            Request request = signed(body(word + ".updated", "{\"" + word + "\":\"it_1\"}"), START);

            assertThat(gatewayAt(START).read(request.body(), request.headers()))
                    .isInstanceOfSatisfying(NoticeOutcome.Read.class, read -> {
                        assertThat(read.notice().about()).contains(new NoticeSubject(kind, "it_1"));
                        assertThat(read.notice().madeAt()).isEqualTo(START);
                    });
        }
    }

    /** Worked out with: printf … | openssl dgst -sha256 -mac HMAC -macopt hexkey:… -binary | base64. */
    @Test
    void aSignatureThatWasWorkedOutElsewhereIsTaken() {
        byte[] body = bytes("{\"type\":\"payment.succeeded\",\"timestamp\":\"2026-03-01T00:00:00Z\","
                + "\"data\":{\"payment\":\"pay_1\"}}");
        Map<String, String> headers = Map.of(
                "webhook-id", "evt_1",
                "webhook-timestamp", "1772323200",
                "webhook-signature", "v1a,abc v1,xVMMpLGXGtsc7GawrVFsv9PdvT2FgMgEwuxi3EVRHJ8= v1,AAAA");

        assertThat(gatewayAt(START).read(body, headers)).isInstanceOf(NoticeOutcome.Read.class);
    }

    @Test
    void anyOfSeveralSignaturesIsEnoughAndNoneOfAnotherVersion() {
        Request request = signed(bodyAbout(new PaymentId("pay_1")), START);
        Map<String, String> headers = new HashMap<>(request.headers());
        String right = String.valueOf(headers.get("webhook-signature"));

        headers.put("webhook-signature", "v1,AAAA v2,x " + right);
        assertThat(gatewayAt(START).read(request.body(), headers)).isInstanceOf(NoticeOutcome.Read.class);
        for (String wrong : List.of("v2" + right.substring(2), right.substring(3), "V" + right.substring(1))) {
            headers.put("webhook-signature", wrong);
            assertThat(gatewayAt(START).read(request.body(), headers))
                    .as(wrong)
                    .isInstanceOf(NoticeOutcome.Refused.class);
        }
    }

    @Test
    void headersWithoutAValueOrANameAreRefused() {
        Request request = signed(bodyAbout(new PaymentId("pay_1")), START);
        for (String name : request.headers().keySet()) {
            assertThat(gatewayAt(START).read(request.body(), withNull(request.headers(), name)))
                    .isInstanceOf(NoticeOutcome.Refused.class);
        }
    }

    /** As servers hand over that are not null-marked. */
    @SuppressWarnings("NullAway")
    private static Map<String, String> withNull(Map<String, String> headers, String name) {
        Map<@Nullable String, @Nullable String> some = new HashMap<>(headers);
        some.put(name, null);
        some.put(null, "x");
        return (Map<String, String>) some;
    }

    @Test
    void aPaymentIdThatCannotBeOneIsUnclear() {
        for (String id :
                List.of("\"\"", "\" \"", "\"\\n\"", "\"é\"", "\"" + "x".repeat(256) + "\"", "1", "null", "{}")) {
            Request request = signed(body("payment.succeeded", "{\"payment\":" + id + "}"), START);
            assertThat(gatewayAt(START).read(request.body(), request.headers()))
                    .as(id)
                    .isInstanceOf(NoticeOutcome.Unclear.class);
        }
    }

    @Test
    void whatHasNoTypeOrTimeIsRefused() {
        for (String body : List.of(
                "{\"timestamp\":\"2026-03-01T00:00:00Z\",\"data\":{\"payment\":\"pay_1\"}}",
                "{\"type\":\"payment.succeeded\",\"data\":{\"payment\":\"pay_1\"}}",
                "{\"type\":\"payment.succeeded\",\"timestamp\":\"today\",\"data\":{\"payment\":\"pay_1\"}}",
                "{\"type\":\"payment \",\"timestamp\":\"2026-03-01T00:00:00Z\",\"data\":{\"payment\":\"pay_1\"}}")) {
            Request request = signed(bytes(body), START);
            assertThat(gatewayAt(START).read(request.body(), request.headers()))
                    .as(body)
                    .isInstanceOf(NoticeOutcome.Refused.class);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
