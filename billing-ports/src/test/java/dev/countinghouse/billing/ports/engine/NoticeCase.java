package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.domain.notification.MessageId;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentId;
import dev.countinghouse.billing.ports.driven.NoticeOutcome;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driving.ReceiveNotices;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import dev.countinghouse.billing.ports.standin.TestMethod;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A payment that its bank decides later, and the notice that tells of it. */
abstract class NoticeCase extends PurchaseCase {

    /** What of the provider is not as usual; each does what the stand-in does unless it is overridden. */
    class Otherwise {

        Optional<Payment> find(PaymentId id) {
            return provider.find(id);
        }

        NoticeOutcome reread(Notice kept) {
            return provider.reread(kept);
        }

        void undelivered(Instant since, Consumer<NoticeOutcome> each) {
            provider.undelivered(since, each);
        }
    }

    /** The provider, but for what is otherwise. */
    protected final PaymentGateway gateway(Otherwise otherwise) {
        return (PaymentGateway) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PaymentGateway.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("find") && arguments[0] instanceof PaymentId id) {
                        return otherwise.find(id);
                    }
                    if (method.getName().equals("reread")) {
                        return otherwise.reread((Notice) arguments[0]);
                    }
                    if (method.getName().equals("undelivered")) {
                        undelivered(otherwise, arguments);
                        return null;
                    }
                    try {
                        return method.invoke(provider, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    @SuppressWarnings("unchecked")
    private static void undelivered(Otherwise otherwise, Object[] arguments) {
        otherwise.undelivered((Instant) arguments[0], (Consumer<NoticeOutcome>) arguments[1]);
    }

    /** The only notice there is, of a payment that has succeeded without anybody here knowing. */
    protected final SignedNotice decided() {
        paysWith(TestMethod.BANK_ASYNC_OK);
        buy("25.00");
        notices().forEach(provider::delivered);
        provider.decide(key(FIRST));
        List<SignedNotice> notices = notices();
        if (notices.size() != 1) {
            throw new AssertionError("one notice was expected: " + notices);
        }
        return notices.get(0);
    }

    /** As the provider would sign something else. */
    protected final ReceiveNotices.Outcome deliver(String type, String data) {
        MessageId id = MessageId.of(Workbench.ACME, type, data);
        Instant now = bench.clock.instant();
        String body = "{\"type\":\"" + type + "\",\"timestamp\":\"" + now + "\",\"data\":" + data + "}";
        Map<String, String> headers = Map.of(
                "webhook-id", id.value(),
                "webhook-timestamp", String.valueOf(now.getEpochSecond()),
                "webhook-signature", SigningSecret.header(List.of(SECRET), id, now, body));
        return engine.receiveNotices().receive(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** All that is kept, the newest first. */
    protected final List<KeptNotice> kept() {
        return engine.readNotices().list(Optional.empty(), Optional.empty(), 100);
    }

    protected final KeptNotice kept(NoticeId id) {
        return engine.readNotices().find(id).orElseThrow();
    }
}
