package dev.countinghouse.billing.ports.standin;

import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

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
        return bytes("{\"type\":\"payment.succeeded\",\"data\":{\"payment\":\"" + payment + "\"}}");
    }

    @Override
    protected byte[] bodyAboutSomethingElse() {
        return bytes("{\"type\":\"customer.updated\",\"data\":{\"customer\":\"acme\"}}");
    }

    /** Worked out with: printf … | openssl dgst -sha256 -mac HMAC -macopt hexkey:… -binary | base64. */
    @Test
    void aSignatureThatWasWorkedOutElsewhereIsTaken() {
        byte[] body = bytes("{\"data\":{\"payment\":\"pay_1\"}}");
        Map<String, String> headers = Map.of(
                "webhook-id", "evt_1",
                "webhook-timestamp", "1772323200",
                "webhook-signature", "v1a,abc v1,ZhXnHuDv9uAFG5Kh309qjAWDZKh7FuMMORK0ZNDu3SM= v1,AAAA");

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
    void aPaymentIdThatCannotBeOneIsRefused() {
        for (String id : List.of("", " ", "\\n", "é", "x".repeat(256))) {
            Request request = signed(bytes("{\"data\":{\"payment\":\"" + id + "\"}}"), START);
            assertThat(gatewayAt(START).read(request.body(), request.headers()))
                    .as(id)
                    .isInstanceOf(NoticeOutcome.Refused.class);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
