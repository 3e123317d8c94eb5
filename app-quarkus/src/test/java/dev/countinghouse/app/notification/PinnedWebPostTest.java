package dev.countinghouse.app.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.app.notification.Receiver.Reaction;
import dev.countinghouse.billing.domain.notification.AddressRange;
import dev.countinghouse.billing.domain.notification.TargetRules;
import dev.countinghouse.billing.ports.driven.WebPost.Answer;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinnedWebPostTest {

    private static final TargetRules LOOPBACK = new TargetRules(true, List.of(AddressRange.parse("127.0.0.0/8")));

    private final Vertx vertx = Vertx.vertx();
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
        vertx.close();
    }

    private PinnedWebPost post(TargetRules rules, String... addresses) {
        return new PinnedWebPost(vertx, rules, Duration.ofMillis(500), host -> addresses(addresses));
    }

    private static InetAddress[] addresses(String... texts) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[texts.length];
        for (int i = 0; i < texts.length; i++) {
            addresses[i] = InetAddress.getByName(texts[i]);
        }
        return addresses;
    }

    private Answer send(PinnedWebPost post, String path) {
        URI target = URI.create("http://receiver.example:" + receiver.port() + path);
        return post.post(target, new TreeMap<>(Map.of("webhook-id", "msg_1")), "{\"a\":\"é\"}");
    }

    @Test
    void itPostsUnderTheHostsNameToTheAddressThatWasChecked() {
        assertThat(send(post(LOOPBACK, "127.0.0.1"), "/hook?a=b%20c")).isEqualTo(Answer.of(200));

        Receiver.Request request = receiver.requests().get(0);
        assertThat(request.line()).isEqualTo("POST /hook?a=b%20c HTTP/1.1");
        assertThat(request.body()).isEqualTo("{\"a\":\"é\"}");
        assertThat(request.headers())
                .containsEntry("host", "receiver.example:" + receiver.port())
                .containsEntry("content-type", "application/json")
                .containsEntry("webhook-id", "msg_1")
                .doesNotContainKeys("traceparent", "authorization", "accept-encoding");
    }

    @Test
    void aNameThatLeadsElsewhereAMomentLaterIsAskedOnce() {
        AtomicInteger asked = new AtomicInteger();
        PinnedWebPost post = new PinnedWebPost(
                vertx,
                LOOPBACK,
                Duration.ofMillis(500),
                host -> addresses(asked.incrementAndGet() == 1 ? "127.0.0.1" : "10.0.0.1"));

        assertThat(send(post, "/hook")).isEqualTo(Answer.of(200));
        assertThat(asked).hasValue(1);
        assertThat(send(post, "/hook").failure())
                .hasValueSatisfying(why -> assertThat(why).contains("10.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "::1", "::ffff:127.0.0.1", "fe80::1"})
    void aNameThatLeadsInsideIsNotConnectedTo(String address) {
        Answer answer = send(post(TargetRules.PUBLIC_ONLY, address), "/hook");

        assertThat(answer.status()).isEmpty();
        assertThat(answer.failure()).hasValueSatisfying(why -> assertThat(why).contains("public internet"));
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void oneAddressInsideIsEnoughToRefuseAName() {
        assertThat(send(post(LOOPBACK, "127.0.0.1", "10.0.0.1"), "/hook").failure())
                .isPresent();
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void aNameThatNobodyKnowsIsSaidSo() {
        PinnedWebPost post = new PinnedWebPost(vertx, LOOPBACK, Duration.ofMillis(500), host -> {
            throw new UnknownHostException(host);
        });

        assertThat(send(post, "/hook")).isEqualTo(Answer.none("nobody knows the host 'receiver.example'"));
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() {
        receiver.reacting(request -> Reaction.answer(302, "Location: " + receiver.url() + "/elsewhere\r\n"));

        assertThat(send(post(LOOPBACK, "127.0.0.1"), "/hook")).isEqualTo(Answer.of(302));
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void whoNeverAnswersIsLeftAfterAWhile() {
        receiver.reacting(request -> Reaction.hang());
        long begin = System.nanoTime();

        assertThat(send(post(LOOPBACK, "127.0.0.1"), "/hook")).isEqualTo(Answer.none("no answer within PT0.5S"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void whoHangsUpHasNotAnswered() {
        receiver.reacting(request -> Reaction.drop());

        Answer answer = send(post(LOOPBACK, "127.0.0.1"), "/hook");
        assertThat(answer.status()).isEmpty();
        assertThat(answer.failure()).isPresent();
    }

    @Test
    void whoIsDeadHasNotAnswered() {
        receiver.close();

        assertThat(send(post(LOOPBACK, "127.0.0.1"), "/hook").failure()).isPresent();
    }

    @Test
    void anEndlessAnswerIsNotReadToItsEnd() {
        long[] written = {0};
        receiver.reacting(request -> (any, server, socket) -> {
            Receiver.write(socket, "HTTP/1.1 200 x\r\nContent-Length: 100000000000\r\n\r\n");
            String part = "x".repeat(1 << 14);
            while (true) {
                Receiver.write(socket, part);
                written[0] += part.length();
            }
        });

        assertThat(send(post(LOOPBACK, "127.0.0.1"), "/hook")).isEqualTo(Answer.of(200));
        // what was read, and what lies in the buffers of both sides
        assertThat(written[0]).isLessThan(1 << 26);
    }

    @Test
    void anEndlessHeaderIsNoAnswer() {
        receiver.reacting(request -> (any, server, socket) -> {
            Receiver.write(socket, "HTTP/1.1 200 x\r\n");
            while (true) {
                Receiver.write(socket, "X-Header: " + "x".repeat(1 << 14) + "\r\n");
            }
        });

        Answer answer = send(post(LOOPBACK, "127.0.0.1"), "/hook");
        assertThat(answer.status()).isEqualTo(Optional.empty());
        assertThat(answer.failure()).isPresent();
    }
}
