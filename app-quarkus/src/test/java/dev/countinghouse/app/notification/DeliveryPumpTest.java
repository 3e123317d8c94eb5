package dev.countinghouse.app.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.ports.driving.SendDeliveries;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DeliveryPumpTest {

    private static final EndpointId SLOW = new EndpointId("a".repeat(32));
    private static final EndpointId QUICK = new EndpointId("b".repeat(32));
    private static final EndpointId OTHER = new EndpointId("c".repeat(32));
    private static final SendDeliveries.Sent DONE = new SendDeliveries.Sent(1, 0, 0);

    /** Everything is always due; what is sent to an endpoint is up to the test. */
    private static final class Mail implements SendDeliveries {

        final Map<EndpointId, Supplier<Sent>> sending = new ConcurrentHashMap<>();
        final BlockingQueue<EndpointId> sent = new LinkedBlockingQueue<>();
        final AtomicInteger asked = new AtomicInteger();
        List<EndpointId> endpoints = List.of(SLOW, QUICK);

        @Override
        public List<EndpointId> due(Collection<EndpointId> except, int limit) {
            asked.incrementAndGet();
            List<EndpointId> due = new ArrayList<>(endpoints);
            due.removeAll(except);
            return due.subList(0, Math.min(limit, due.size()));
        }

        @Override
        public Sent send(EndpointId endpoint, int most) {
            Sent answer = sending.getOrDefault(endpoint, () -> DONE).get();
            sent.add(endpoint);
            return answer;
        }
    }

    private final Mail mail = new Mail();
    private final CountDownLatch release = new CountDownLatch(1);
    private final DeliveryPump pump = new DeliveryPump(mail, 2, Duration.ofSeconds(1), new SimpleMeterRegistry());

    @AfterEach
    void close() {
        release.countDown();
        pump.close();
    }

    private SendDeliveries.Sent slow() {
        try {
            release.await();
            return DONE;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void aSlowReceiverHoldsBackOnlyItself() throws InterruptedException {
        mail.sending.put(SLOW, this::slow);
        for (int round = 0; round < 20; round++) {
            pump.run();
            assertThat(mail.sent.take()).isEqualTo(QUICK);
            awaitFree();
        }

        release.countDown();
        while (!mail.sent.take().equals(SLOW)) {
            pump.run();
        }
    }

    /** Until the thread that has said what it sent is through. */
    private void awaitFree() {
        while (pump.busy() > 1) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatFindsNoThreadIsNotEvenAskedFor() {
        mail.sending.put(SLOW, this::slow);
        mail.sending.put(QUICK, this::slow);
        mail.endpoints = List.of(SLOW, QUICK, OTHER);
        pump.run();
        assertThat(mail.asked).hasValue(1);
        pump.run();

        assertThat(mail.asked).hasValue(1);
        assertThat(mail.sent).isEmpty();
    }

    @Test
    void whoFailedRestsWhileOthersAreSentTo() throws InterruptedException {
        mail.sending.put(SLOW, () -> {
            throw new IllegalStateException("the test wants it so");
        });
        pump.run();
        assertThat(mail.sent.take()).isEqualTo(QUICK);
        while (pump.busy() > 0) {
            Thread.onSpinWait();
        }
        mail.sending.remove(SLOW);
        pump.run();
        assertThat(mail.sent.take()).isEqualTo(QUICK);
        assertThat(mail.sent.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void onceItIsStoppedItSendsNothing() {
        pump.close();
        pump.run();

        assertThat(mail.asked).hasValue(0);
    }
}
