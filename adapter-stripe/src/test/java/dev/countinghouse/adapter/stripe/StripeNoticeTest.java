package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.ports.driven.NoticeOutcome;
import dev.countinghouse.billing.ports.driven.NoticeOutcome.Read;
import dev.countinghouse.billing.ports.driven.NoticeOutcome.Refused;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.PaymentNoticeContract;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed by Stripe's own client, and once by somebody who knows only how Stripe says it signs. */
class StripeNoticeTest extends PaymentNoticeContract {

    private static final Instant NOW = Instant.ofEpochSecond(1_772_323_200);
    private static final List<String> SECRETS = List.of("whsec_new", "whsec_old", "whsec_otherEndpoint");

    /** Answers nobody: reading asks nobody. */
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    @Override
    protected PaymentGateway gatewayAt(Instant now) {
        StripeSettings usual = Fakes.settings(NOBODY, 0);
        StripeSettings settings = new StripeSettings(
                usual.secretKey(), SECRETS, NOBODY, usual.returnPage(), usual.connectTimeout(), usual.readTimeout(), 0);
        return Fakes.gateway(settings, InMemoryStorage.empty(), () -> now);
    }

    @Override
    protected Request signed(byte[] body, Instant at) {
        return signed(body, at, "whsec_new");
    }

    @Override
    protected Request forged(byte[] body, Instant at) {
        return signed(body, at, "whsec_forged");
    }

    private static Request signed(byte[] body, Instant at, String secret) {
        try {
            String text = new String(body, StandardCharsets.UTF_8);
            String header = Webhook.Signature.generateSignatureHeader(text, secret, at.getEpochSecond());
            return new Request(body, Map.of("Stripe-Signature", header));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    protected byte[] bodyAbout(PaymentId payment) {
        return event("payment_intent.succeeded", "{\"id\": \"" + payment + "\", \"object\": \"payment_intent\"}");
    }

    @Override
    protected byte[] bodyAboutSomethingElse() {
        return event("product.created", "{\"id\": \"prod_1\", \"object\": \"product\"}");
    }

    private static byte[] event(String type, String object) {
        return ("{\"id\": \"evt_1\", \"object\": \"event\", \"created\": 1772323100, \"api_version\": \"2020-08-27\", \"type\": \""
                        + type + "\", \"data\": {\"object\": " + object + "}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected byte[] bodyAboutNoPaymentAtAll() {
        return event("charge.refunded", "{\"object\": \"charge\"}");
    }

    private NoticeOutcome read(byte[] body) {
        Request request = signed(body, NOW);
        return gatewayAt(NOW).read(request.body(), request.headers());
    }

    /**
     * printf '%s' '1772323200.{"id":"evt_vector","object":"event","created":1772323190,"type":"refund.created","data":{"object":{"id":"re_1",
     * "object":"refund","payment_intent":"pi_vector"}}}' (without the line break) | openssl dgst -sha256 -hmac whsec_old
     */
    @Test
    void aSignatureMadeByOtherMeansIsRead() {
        byte[] body =
                ("{\"id\":\"evt_vector\",\"object\":\"event\",\"created\":1772323190,\"type\":\"refund.created\",\"data\":{\"object\":"
                                + "{\"id\":\"re_1\",\"object\":\"refund\",\"payment_intent\":\"pi_vector\"}}}")
                        .getBytes(StandardCharsets.UTF_8);
        String header = "t=1772323200,v1=4d88f6b26a62f10baff33e0a3ab3626c2b146b788d839b341a4b024787a6eda9,v0=00";

        assertThat(gatewayAt(NOW).read(body, Map.of("stripe-signature", header)))
                .isEqualTo(new Read(new Notice(
                        new NoticeId("evt_vector"),
                        "refund.created",
                        Optional.of(payment("pi_vector")),
                        Instant.ofEpochSecond(1_772_323_190),
                        Optional.empty(),
                        new String(body, StandardCharsets.UTF_8))));
    }

    private static NoticeSubject payment(String id) {
        return new NoticeSubject(NoticeSubject.Kind.PAYMENT, id);
    }

    private Optional<NoticeSubject> about(String type, String object) {
        return read(event(type, object)).fold(Notice::about, (unclear, reason) -> unclear.about(), reason -> {
            throw new AssertionError(reason);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_new", "whsec_old", "whsec_otherEndpoint"})
    void anyOfOurSecretsCounts(String secret) {
        Request request = signed(bodyAbout(new PaymentId("pi_1")), NOW, secret);

        assertThat(gatewayAt(NOW).read(request.body(), request.headers())).isInstanceOf(Read.class);
    }

    @Test
    void anEndpointWhoseSecretIsRolledSignsTwice() {
        byte[] body = bodyAbout(new PaymentId("pi_1"));
        String unknown = signed(body, NOW, "whsec_nobodys").headers().get("Stripe-Signature");
        String known = signed(body, NOW, "whsec_old").headers().get("Stripe-Signature");
        String both = unknown + known.substring(known.indexOf(','));

        assertThat(gatewayAt(NOW).read(body, Map.of("Stripe-Signature", both))).isInstanceOf(Read.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t=abc", "t", "t=", "v1", "", ",", "t=1772323200", "t=1772323200,v1"})
    void whatStripesClientThrowsForIsRefused(String header) {
        assertThat(gatewayAt(NOW).read(new byte[0], Map.of("Stripe-Signature", header)))
                .isInstanceOf(Refused.class);
        assertThat(gatewayAt(NOW).read(new byte[0], Collections.singletonMap("Stripe-Signature", null)))
                .isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "payment_intent.payment_failed, pi_1, ''",
        "charge.refunded, ch_1, pi_1",
        "charge.dispute.created, du_1, pi_1",
        "charge.dispute.funds_reinstated, du_1, pi_1",
        "refund.created, re_1, pi_1",
        "refund.failed, re_1, pi_1",
    })
    void whatBelongsToAPaymentNamesThePayment(String type, String id, String payment) {
        String of = payment.isEmpty() ? "" : ", \"payment_intent\": \"" + payment + "\"";

        assertThat(about(type, "{\"id\": \"" + id + "\"" + of + "}")).contains(payment("pi_1"));
    }

    @Test
    void whatIsOfNoPaymentIsAboutNothing() {
        assertThat(about("charge.refunded", "{\"id\": \"ch_1\", \"payment_intent\": null}"))
                .isEmpty();
        assertThat(about("product.created", "{\"id\": \"prod_1\"}")).isEmpty();
        assertThat(about("customer.updated", "{\"id\": \"cus_1\"}"))
                .contains(new NoticeSubject(NoticeSubject.Kind.CUSTOMER, "cus_1"));
    }

    @Test
    void anEventThatHoldsNoObjectIsReadToo() {
        String meter = "{\"id\": \"evt_1\", \"object\": \"v2.core.event\", \"created\": \"2026-03-01T00:00:00.000Z\","
                + " \"type\": \"v1.billing.meter.error_report_triggered\", \"related_object\": %s}";

        assertThat(read(meter.formatted("{\"id\": \"mtr_1\"}").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Read.class, read -> assertThat(read.notice().about())
                                .contains(new NoticeSubject(NoticeSubject.Kind.METER, "mtr_1")));
        assertThat(read(meter.formatted("{}").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(NoticeOutcome.Unclear.class);
    }
}
