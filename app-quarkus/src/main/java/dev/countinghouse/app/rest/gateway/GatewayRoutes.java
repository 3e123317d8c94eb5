package dev.countinghouse.app.rest.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.Problem;
import dev.countinghouse.app.rest.problem.ProblemException;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpcio.server.GrpcIoServer;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** What gateways need of the HTTP server itself: gRPC on its port, and a look at paths as they were sent. */
@Singleton
class GatewayRoutes {

    private static final Logger LOG = Logger.getLogger(GatewayRoutes.class);

    private static final String ENVOY = "/api/v1" + GatewayResource.ENVOY + "/";

    /** Before anything is done for the path that it would come to. */
    private static final int FIRST = 1_000;

    private final EnvoyCheck check;
    private final Vertx vertx;
    private final ObjectWriter json;

    GatewayRoutes(EnvoyCheck check, Vertx vertx, ObjectMapper json) {
        this.check = check;
        this.vertx = vertx;
        this.json = json.writer();
    }

    void grpc(@Observes Router router) {
        GrpcIoServer server = GrpcIoServer.server(vertx);
        server.callHandler(AuthorizationGrpc.getCheckMethod(), this::answer);
        router.route("/" + AuthorizationGrpc.getCheckMethod().getFullMethodName())
                .handler(context -> server.handle(context.request()));
    }

    private void answer(GrpcServerRequest<CheckRequest, CheckResponse> call) {
        call.last()
                .compose(question -> vertx.executeBlocking(() -> check.answer(call.headers(), question), false))
                .onSuccess(answer -> whereSomebodyWaits(() -> call.response().end(answer)))
                .onFailure(failure -> whereSomebodyWaits(() -> call.response()
                        .status(status(failure))
                        .statusMessage(String.valueOf(failure.getMessage()))
                        .end()));
    }

    /** Envoy may have given up by now, or have been told already that what it sent cannot be read. */
    private static void whereSomebodyWaits(Runnable reply) {
        try {
            reply.run();
        } catch (IllegalStateException over) {
            LOG.debug("nobody waits for the answer", over);
        }
    }

    private static GrpcStatus status(Throwable failure) {
        return failure instanceof ProblemException nobody && nobody.problem().status() == Kind.UNAVAILABLE.status()
                ? GrpcStatus.UNAVAILABLE
                : GrpcStatus.INTERNAL;
    }

    /** Envoy asks over HTTP behind a prefix, which a path with steps in it would leave. */
    void http(@Observes Filters filters) {
        filters.register(
                context -> {
                    if (context.request().path().startsWith(ENVOY)) {
                        requireNoSteps(context);
                    } else {
                        context.next();
                    }
                },
                FIRST);
    }

    private void requireNoSteps(RoutingContext context) {
        try {
            CheckedPath.requireNoSteps(context.request().path());
            context.next();
        } catch (ProblemException refused) {
            context.response()
                    .setStatusCode(refused.problem().status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(ProblemText.of(json, refused.problem()));
        }
    }
}
