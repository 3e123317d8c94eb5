package dev.countinghouse.app.rest.body;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.Problem;
import dev.countinghouse.app.rest.problem.ProblemException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Bodies may take so long and no longer, from the first byte to the last: whoever sends a byte now and then would hold a
 * thread for as long as he likes.
 *
 * <p>Bodies may be compressed, and are only so large when they no longer are. The server could decompress too, but it takes
 * what is broken or cut off for the end of the body, and events would be lost without a word. Its own limit lies a little
 * above this one: it hangs up instead of answering.
 */
@Singleton
public final class RequestBodies {

    static final int MEGABYTE = 1 << 20;
    static final int MOST = 10 * MEGABYTE;

    private static final String TRANSFER_ENCODING = "Transfer-Encoding";

    /** Before everything else that looks at a request. */
    private static final int FIRST = 1_000;

    private final ObjectMapper json;
    /** Read when a request comes: filters are registered before there are settings. */
    private final Provider<Settings> settings;

    RequestBodies(ObjectMapper json, Provider<Settings> settings) {
        this.json = json;
        this.settings = settings;
    }

    /** A body that says its size need not be read to be refused. */
    void register(@Observes Filters filters) {
        filters.register(this::bound, FIRST);
    }

    private void bound(RoutingContext context) {
        if (isTooLarge(context.request().getHeader(HttpHeaders.CONTENT_LENGTH))) {
            refuse(context, tooLarge());
            return;
        }
        if (mayHaveBody(context.request()) && !context.request().isEnded()) {
            long timer = context.vertx().setTimer(longest().toMillis(), late -> refuseIfUnanswered(context));
            // a body that is read to its end does not show in isEnded() while nobody asks for more
            context.request().end().onComplete(ended -> context.vertx().cancelTimer(timer));
            context.addEndHandler(answered -> context.vertx().cancelTimer(timer));
        }
        context.next();
    }

    /** Of HTTP/1 a body announces itself. Nobody waits for one that is none, and its call takes as long as its work. */
    private static boolean mayHaveBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean announced = request.headers().contains(TRANSFER_ENCODING)
                || length != null && !length.strip().equals("0");
        String method = request.method().name();
        boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        return announced || request.version() == HttpVersion.HTTP_2 && !reads;
    }

    private Duration longest() {
        return settings.get().http().bodyTimeout();
    }

    /** The thread that waits for the rest of the body finds the connection closed, and nothing was done with the start. */
    private void refuseIfUnanswered(RoutingContext context) {
        if (!context.response().headWritten()) {
            refuse(
                    context,
                    ProblemException.of(
                            Kind.TIMEOUT,
                            "the body was not complete after " + longest().toSeconds()
                                    + " s: send less at once, or faster"));
            context.request().connection().close();
        }
    }

    private void refuse(RoutingContext context, ProblemException problem) {
        try {
            context.response()
                    .setStatusCode(problem.problem().status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .putHeader("Connection", "close")
                    .end(json.writeValueAsString(problem.problem()));
        } catch (JsonProcessingException impossible) {
            context.fail(impossible);
        }
    }

    private static boolean isTooLarge(@Nullable String length) {
        try {
            return length != null && Long.parseLong(length) > MOST;
        } catch (NumberFormatException leftToTheServer) {
            return false;
        }
    }

    @ServerRequestFilter(priority = Priorities.ENTITY_CODER)
    public void limit(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.GET) || request.getMethod().equals(HttpMethod.HEAD)) {
            return;
        }
        String encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        String known = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
        switch (known) {
            case "identity" -> request.setEntityStream(new LimitedBody(request.getEntityStream(), false));
            case "gzip" -> request.setEntityStream(new LimitedBody(request.getEntityStream(), true));
            default ->
                throw ProblemException.of(
                        Kind.UNSUPPORTED_MEDIA_TYPE,
                        "Content-Encoding is '" + encoding + "', it must be gzip or absent");
        }
    }

    static ProblemException tooLarge() {
        return ProblemException.of(
                Kind.TOO_LARGE,
                "the body has more than " + MOST / MEGABYTE + " MB, decompressed: send it in several requests");
    }
}
