package dev.countinghouse.app.notification;

import dev.countinghouse.billing.domain.notification.TargetRules;
import dev.countinghouse.billing.ports.driven.WebPost;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks for the addresses of a host, refuses the host if one of them is, and connects to the first under the host's name: a
 * name that leads elsewhere a moment later changes nothing. Each post is a connection of its own, so none is older than its
 * check. The status is all that is taken from an answer; of its body a little is read, out of politeness.
 */
public final class PinnedWebPost implements WebPost, AutoCloseable {

    /** Who asks for the addresses of a host. */
    public interface Resolver {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
    private static final Duration LONGEST_BODY = Duration.ofSeconds(2);
    private static final int MOST_BODY = 1 << 16;
    private static final int MOST_CONNECTIONS_TO_A_HOST = 256;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int MOST_FAILURE = 200;

    private final Vertx vertx;
    private final HttpClient client;
    private final TargetRules rules;
    private final Duration timeout;
    private final Resolver resolver;

    public PinnedWebPost(Vertx vertx, TargetRules rules, Duration timeout, Resolver resolver) {
        this.vertx = vertx;
        this.rules = rules;
        this.timeout = timeout;
        this.resolver = resolver;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(MOST_CONNECTIONS_TO_A_HOST)
                .setConnectTimeout(Math.toIntExact(LONGEST_CONNECT.toMillis()))
                // who calls us is nobody's business outside
                .setTracingPolicy(TracingPolicy.IGNORE));
    }

    @Override
    public Answer post(URI target, SortedMap<String, String> headers, String body) {
        try {
            InetAddress[] addresses = resolver.addressesOf(target.getHost());
            for (InetAddress address : addresses) {
                Optional<String> refusal = rules.refusal(address);
                if (refusal.isPresent()) {
                    return Answer.none("the host " + refusal.get());
                }
            }
            return post(target, addresses[0], headers, body);
        } catch (UnknownHostException unknown) {
            return Answer.none("nobody knows the host '" + target.getHost() + "'");
        }
    }

    private Answer post(URI target, InetAddress address, SortedMap<String, String> headers, String body) {
        CompletableFuture<HttpClientRequest> sent = new CompletableFuture<>();
        CompletableFuture<Answer> answer = client.request(options(target, address, headers))
                .compose(request -> {
                    sent.complete(request);
                    return request.send(body);
                })
                .compose(this::answered)
                .toCompletionStage()
                .toCompletableFuture();
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            sent.thenAccept(HttpClientRequest::reset);
            return Answer.none("no answer within " + timeout);
        } catch (ExecutionException failed) {
            return Answer.none(shortened(failed));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            sent.thenAccept(HttpClientRequest::reset);
            return Answer.none("the service was stopped");
        }
    }

    private static RequestOptions options(URI target, InetAddress address, SortedMap<String, String> headers) {
        boolean tls = target.getScheme().equals("https");
        int port = target.getPort() == -1 ? (tls ? HTTPS : HTTP) : target.getPort();
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(target.getHost())
                .setPort(port)
                .setSsl(tls)
                .setFollowRedirects(false)
                .setURI(target.getRawQuery() == null ? path : path + "?" + target.getRawQuery())
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "Countinghouse");
        headers.forEach(options::putHeader);
        return options;
    }

    private Future<Answer> answered(HttpClientResponse response) {
        long timer = vertx.setTimer(LONGEST_BODY.toMillis(), late -> hangUp(response));
        try {
            readOn(response, timer);
        } catch (IllegalStateException ended) {
            // all of it was here before anybody asked for the rest: it counts all the same
            vertx.cancelTimer(timer);
        }
        return Future.succeededFuture(Answer.of(response.statusCode()));
    }

    private void readOn(HttpClientResponse response, long timer) {
        int[] left = {MOST_BODY};
        response.exceptionHandler(brokenOff -> vertx.cancelTimer(timer));
        response.endHandler(end -> vertx.cancelTimer(timer));
        response.handler(part -> {
            left[0] -= part.length();
            if (left[0] < 0) {
                hangUp(response);
            }
        });
    }

    private static void hangUp(HttpClientResponse response) {
        response.request().connection().close();
    }

    /** What fails may quote what the other side sent. */
    private static String shortened(ExecutionException failed) {
        String text = String.valueOf(failed.getCause());
        return text.substring(0, Math.min(text.length(), MOST_FAILURE));
    }

    @Override
    public void close() {
        client.close();
    }
}
