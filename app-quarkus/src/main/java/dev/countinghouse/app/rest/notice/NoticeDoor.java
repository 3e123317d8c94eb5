package dev.countinghouse.app.rest.notice;

import dev.countinghouse.app.payment.NoticeWorkers;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.ports.driving.ReceiveNotices;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * What the payment provider has to tell, at whatever address. Open to everybody: the signature decides who it is from, and it
 * is over the bytes as they came. Not in the API's description, because no client calls it.
 */
@Singleton
final class NoticeDoor {

    private static final Logger LOG = Logger.getLogger(NoticeDoor.class);
    private static final int LONGEST = 1 << 18;

    private final ReceiveNotices notices;
    private final NoticeWorkers workers;
    private final MeterRegistry metrics;

    NoticeDoor(BillingEngine engine, NoticeWorkers workers, MeterRegistry metrics) {
        this.notices = engine.receiveNotices();
        this.workers = workers;
        this.metrics = metrics;
    }

    /** @throws ProblemException 400 for what is not from the provider, 413 for what is too long to be */
    void receive(HttpHeaders headers, InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw ProblemException.of(Kind.TOO_LARGE, "a notice has at most " + LONGEST + " bytes");
        }
        String outcome = notices.receive(bytes, single(headers))
                .fold(
                        () -> {
                            workers.wake();
                            return "kept";
                        },
                        () -> "known",
                        (id, reason) -> {
                            LOG.errorf("notice %s is not clear, and is not worked off: %s", id, reason);
                            return "unclear";
                        },
                        reason -> {
                            LOG.warnf("a notice was refused: %s", reason);
                            return "refused";
                        });
        metrics.counter("countinghouse.notices.received", "outcome", outcome).increment();
        if (outcome.equals("refused")) {
            throw ProblemException.invalid("", "this is no notice of the payment provider");
        }
    }

    /** A header that is there twice is put together, so that it is none of the provider's. */
    private static Map<String, String> single(HttpHeaders headers) {
        Map<String, String> single = new TreeMap<>();
        headers.getRequestHeaders().forEach((name, values) -> single.put(name, String.join(",", values)));
        return single;
    }
}
