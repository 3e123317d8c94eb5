package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.payment.PaymentId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What every provider's notices are read by: who signed, when, and what it is about. Throws for nothing. */
public abstract class PaymentNoticeContract {

    private static final PaymentId PAYMENT = new PaymentId("pay_1");

    /** What could be made of a header by mistake or on purpose. */
    private static final Map<String, UnaryOperator<String>> MISTAKES = new LinkedHashMap<>();

    static {
        MISTAKES.put("empty", value -> "");
        MISTAKES.put("blank", value -> "   ");
        MISTAKES.put("a word", value -> "abc");
        MISTAKES.put("a number", value -> "12");
        MISTAKES.put("negative", value -> "-1");
        MISTAKES.put("too large", value -> "9".repeat(30));
        MISTAKES.put("a comma", value -> ",");
        MISTAKES.put("a version alone", value -> "v1,");
        MISTAKES.put("two versions", value -> "v1,v1,v1");
        MISTAKES.put("a name alone", value -> "t");
        MISTAKES.put("a name without value", value -> "t=");
        MISTAKES.put("no number", value -> "t=abc,v1=abc");
        MISTAKES.put("not base64", value -> "v1,%%%%");
        MISTAKES.put("separators", value -> " , = , ");
        MISTAKES.put("a NUL", value -> "\u0000");
        MISTAKES.put("a line break", value -> value + "\r\nx: y");
        MISTAKES.put("an emoji", value -> "\uD83D\uDCB3");
        MISTAKES.put("half an emoji", value -> "\uD83D");
        MISTAKES.put("digits of another script", value -> value.replaceAll("[0-9]", "\u0661"));
        MISTAKES.put("huge", value -> "a".repeat(1_000_000));
        MISTAKES.put("first half", value -> value.substring(0, value.length() / 2));
        MISTAKES.put("second half", value -> value.substring(value.length() / 2));
        MISTAKES.put("longer", value -> value + "0");
        MISTAKES.put("led by a zero", value -> "0" + value);
        MISTAKES.put("twice", value -> value + value);
        MISTAKES.put("backwards", value -> new StringBuilder(value).reverse().toString());
    }

    /** A request with its headers. */
    public record Request(byte[] body, Map<String, String> headers) {}

    protected abstract PaymentGateway gatewayAt(Instant now);

    /** As the provider signs what it sends. */
    protected abstract Request signed(byte[] body, Instant at);

    /** As somebody signs who has another secret. */
    protected abstract Request forged(byte[] body, Instant at);

    protected abstract byte[] bodyAbout(PaymentId payment);

    /** Something the provider tells that nobody here asks for. */
    protected abstract byte[] bodyAboutSomethingElse();

    /** Of a type that tells of payments, without saying which one where it should. */
    protected abstract byte[] bodyAboutNoPaymentAtAll();

    @Test
    void aNoticeSaysWhichPaymentItIsAboutAndIsReadAsOftenAsItComes() {
        Request request = signed(bodyAbout(PAYMENT), START);

        NoticeOutcome first = read(request);

        assertThat(about(first)).contains(new NoticeSubject(NoticeSubject.Kind.PAYMENT, PAYMENT.value()));
        assertThat(read(request)).isEqualTo(first);
        assertThat(read(signed(bodyAbout(PAYMENT), START.plusSeconds(60)))).isInstanceOf(NoticeOutcome.Read.class);
    }

    @Test
    void whatNobodyAsksForIsReadAndAboutNothing() {
        assertThat(about(read(signed(bodyAboutSomethingElse(), START)))).isEmpty();
    }

    @Test
    void whatTellsOfAPaymentAndDoesNotSayWhichIsUnclearAndNotRefused() {
        assertThat(read(signed(bodyAboutNoPaymentAtAll(), START)))
                .isInstanceOfSatisfying(NoticeOutcome.Unclear.class, unclear -> {
                    assertThat(unclear.notice().about()).isEmpty();
                    assertThat(unclear.reason()).isNotBlank();
                });
    }

    @Test
    void whatWasKeptIsReadAgainAsItWasWithoutASignature() {
        for (byte[] body : List.of(bodyAbout(PAYMENT), bodyAboutSomethingElse(), bodyAboutNoPaymentAtAll())) {
            NoticeOutcome first = read(signed(body, START));
            Notice notice = first.fold(read -> read, (unclear, reason) -> unclear, reason -> {
                throw new AssertionError(reason);
            });

            assertThat(notice.body()).isEqualTo(new String(body, StandardCharsets.UTF_8));
            assertThat(gatewayAt(START.plus(Duration.ofDays(40))).reread(notice))
                    .isEqualTo(first);
        }
    }

    @Test
    void headersHaveNamesInAnyCase() {
        Request request = signed(bodyAbout(PAYMENT), START);
        Map<String, String> loud = new HashMap<>();
        request.headers().forEach((name, value) -> loud.put(name.toUpperCase(Locale.ROOT), value));
        loud.put("Content-Type", "application/json");

        assertThat(read(new Request(request.body(), loud))).isInstanceOf(NoticeOutcome.Read.class);
    }

    @Test
    void aNoticeCountsForFiveMinutesBothWays() {
        for (int seconds : List.of(-300, -299, 0, 299, 300)) {
            assertThat(read(signed(bodyAbout(PAYMENT), START.plusSeconds(seconds))))
                    .as("%s s from now", seconds)
                    .isInstanceOf(NoticeOutcome.Read.class);
        }
        for (Duration off : List.of(Duration.ofSeconds(301), Duration.ofDays(1), Duration.ofDays(9_000))) {
            assertRefused("late by " + off, signed(bodyAbout(PAYMENT), START.minus(off)));
            assertRefused("early by " + off, signed(bodyAbout(PAYMENT), START.plus(off)));
        }
    }

    @Test
    void whatSomebodyElseSignedOrWroteIsRefused() {
        Request request = signed(bodyAbout(PAYMENT), START);
        byte[] other = bodyAbout(new PaymentId("pay_2"));

        assertRefused("another secret", forged(bodyAbout(PAYMENT), START));
        assertRefused("another body", new Request(other, request.headers()));
        assertRefused("no body", new Request(new byte[0], request.headers()));
        for (int i = 0; i < request.body().length; i++) {
            byte[] flipped = request.body().clone();
            flipped[i] ^= 1;
            assertRefused("byte " + i + " changed", new Request(flipped, request.headers()));
        }
    }

    @Test
    void headersOfAnotherRequestAreRefused() {
        Request request = signed(bodyAbout(PAYMENT), START);
        Request other = signed(bodyAboutSomethingElse(), START.plusSeconds(1));

        request.headers().forEach((name, value) -> {
            Map<String, String> mixed = new HashMap<>(request.headers());
            mixed.put(name, String.valueOf(other.headers().get(name)));
            if (!mixed.equals(request.headers())) {
                assertRefused(name + " of another", new Request(request.body(), mixed));
            }
        });
    }

    @Test
    void malformedHeadersOfEveryKindAreRefused() {
        Request request = signed(bodyAbout(PAYMENT), START);

        assertRefused("no headers", new Request(request.body(), Map.of()));
        for (String name : request.headers().keySet()) {
            MISTAKES.forEach((mistake, making) -> {
                Map<String, String> wrong = new HashMap<>(request.headers());
                wrong.computeIfPresent(name, (same, value) -> making.apply(value));
                assertRefused(name + " is " + mistake, new Request(request.body(), wrong));
            });
            Map<String, String> without = new HashMap<>(request.headers());
            without.remove(name);
            assertRefused(name + " is missing", new Request(request.body(), without));
            Map<String, String> repeated = new HashMap<>(request.headers());
            repeated.put(name.toUpperCase(Locale.ROOT), "other");
            assertRefused(name + " is there twice", new Request(request.body(), repeated));
        }
    }

    @Test
    void whatIsSignedAndCannotBeReadIsRefused() {
        for (String body : List.of("", " ", "text", "{", "[]", "1", "null", "{} {}", "\"pay_1\"", "{\"data\":")) {
            assertRefused("'" + body + "'", signed(body.getBytes(StandardCharsets.UTF_8), START));
        }
        assertRefused("no UTF-8", signed(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'}, START));
    }

    private NoticeOutcome read(Request request) {
        return gatewayAt(START).read(request.body(), request.headers());
    }

    private static Optional<NoticeSubject> about(NoticeOutcome outcome) {
        assertThat(outcome).isInstanceOf(NoticeOutcome.Read.class);
        return ((NoticeOutcome.Read) outcome).notice().about();
    }

    private void assertRefused(String what, Request request) {
        assertThat(read(request)).as(what).isInstanceOf(NoticeOutcome.Refused.class);
    }
}
