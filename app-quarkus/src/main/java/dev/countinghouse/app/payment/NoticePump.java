package dev.countinghouse.app.payment;

import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.jobs.Job;
import dev.countinghouse.billing.ports.standin.PaymentStandIn;
import dev.countinghouse.billing.ports.standin.SignedNotice;
import io.quarkus.value.registry.ValueRegistry;
import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Sends what the stand-in has to tell over HTTP to where a provider would, until somebody has taken it. */
@Singleton
final class NoticePump implements Job {

    private static final Logger LOG = Logger.getLogger(NoticePump.class);

    private static final String PATH = "/api/v1/webhooks/payments";
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int PAGE = 100;

    private final Payments payments;
    private final Optional<URI> configured;
    private final ValueRegistry server;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LONGEST).build();

    NoticePump(Payments payments, Settings settings, ValueRegistry server) {
        this.payments = payments;
        this.configured = settings.payments().webhookUrl().map(URI::create);
        this.server = server;
    }

    @Override
    public String name() {
        return "send-payment-notices";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void run() {
        payments.standIn().filter(any -> isReachable()).ifPresent(this::send);
    }

    /** Jobs begin before the server listens; what is to be sent then is sent with the next run. */
    private boolean isReachable() {
        return configured.isPresent() || server.containsKey(HttpServer.LOCAL_BASE_URI);
    }

    private void send(PaymentStandIn provider) {
        List<SignedNotice> pending = provider.pendingNotices(PAGE);
        if (pending.isEmpty()) {
            return;
        }
        URI target =
                configured.orElseGet(() -> server.get(HttpServer.LOCAL_BASE_URI).resolve(PATH));
        for (SignedNotice notice : pending) {
            int status = post(target, notice);
            if (status / 100 == 2) {
                provider.delivered(notice);
            } else {
                LOG.warnf("notice %s was answered with %d by %s: it is sent again", notice.id(), status, target);
            }
        }
    }

    /** Who does not answer at all gets nothing more now. */
    private int post(URI target, SignedNotice notice) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(LONGEST)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(notice.body()));
        notice.headers().forEach(request::header);
        try {
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException failure) {
            throw new IllegalStateException(target + " takes no payment notices: " + failure, failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while a payment notice was sent", stopped);
        }
    }
}
