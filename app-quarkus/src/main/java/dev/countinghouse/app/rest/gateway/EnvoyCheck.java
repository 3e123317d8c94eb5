package dev.countinghouse.app.rest.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.countinghouse.app.access.KeyHolders;
import dev.countinghouse.app.rest.problem.Problem;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.app.rest.problem.Problems;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Questions as Envoy puts them over gRPC, and the gate's answers in the words that Envoy understands. */
@Singleton
class EnvoyCheck {

    /** Names the header by which the gateway says who calls. Every other header is the client's, and says nothing here. */
    static final String ACCOUNT_HEADER = "x-billing-account-header";

    private static final int SERVER_ERROR = 500;

    private final KeyHolders holders;
    private final CurrentIdentityAssociation identity;
    private final GatewayQuestions questions;
    private final ObjectWriter json;

    EnvoyCheck(KeyHolders holders, CurrentIdentityAssociation identity, GatewayQuestions questions, ObjectMapper json) {
        this.holders = holders;
        this.identity = identity;
        this.questions = questions;
        this.json = json.writer();
    }

    /**
     * Waits for the database, so never on a thread that must not.
     *
     * @param metadata what came beside the question, by the configuration of Envoy alone
     * @throws ProblemException where nobody decided, so that Envoy does what it is told to do of failures
     */
    @ActivateRequestContext
    CheckResponse answer(MultiMap metadata, CheckRequest question) {
        try {
            return admitted(ask(metadata, question.getAttributes()));
        } catch (RuntimeException exception) {
            ProblemException problem = Problems.of(exception);
            if (problem != exception && problem.problem().status() >= SERVER_ERROR) {
                throw problem;
            }
            return refused(problem);
        }
    }

    private GatewayQuestions.Admitted ask(MultiMap metadata, AttributeContext attributes) {
        AttributeContext.HttpRequest call = attributes.getRequest().getHttp();
        String authorization = Optional.ofNullable(metadata.get(HttpHeaders.AUTHORIZATION))
                .or(() -> sent(call, HttpHeaders.AUTHORIZATION))
                .orElseThrow(UnauthorizedException::new);
        identity.setIdentity(holders.of(authorization));
        CheckedPath.requireNoSteps(call.getPath());
        return questions.askOnce(terms(metadata, attributes.getContextExtensionsMap(), call));
    }

    /** What a route says counts before what is said for all of them. */
    private static GatewayTerms terms(MultiMap metadata, Map<String, String> route, AttributeContext.HttpRequest call) {
        Map<String, String> said = new TreeMap<>();
        metadata.forEach(entry -> said.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
        route.forEach((name, value) -> said.put(name.toLowerCase(Locale.ROOT), value));
        said.keySet().removeIf(name -> !name.startsWith(GatewayTerms.PREFIX));
        sent(call, GatewayTerms.ID).ifPresent(id -> said.put(lower(GatewayTerms.ID), id));
        Optional.ofNullable(said.remove(ACCOUNT_HEADER)).ifPresent(header -> {
            said.remove(lower(GatewayTerms.ACCOUNT));
            sent(call, header).ifPresent(account -> said.put(lower(GatewayTerms.ACCOUNT), account));
        });
        return new GatewayTerms(said);
    }

    private static Optional<String> sent(AttributeContext.HttpRequest call, String header) {
        return Optional.ofNullable(call.getHeadersMap().get(lower(header.strip())));
    }

    private static String lower(String header) {
        return header.toLowerCase(Locale.ROOT);
    }

    private static CheckResponse admitted(GatewayQuestions.Admitted admitted) {
        OkHttpResponse.Builder response =
                OkHttpResponse.newBuilder().addAllResponseHeadersToAdd(options(admitted.headers()));
        admitted.reservation()
                .ifPresentOrElse(
                        id -> response.addHeaders(option(GatewayResource.RESERVATION, id.value())),
                        // what the client calls one must not reach the backend as the gate's
                        () -> response.addHeadersToRemove(lower(GatewayResource.RESERVATION)));
        return CheckResponse.newBuilder()
                .setStatus(Status.newBuilder().setCode(Code.OK_VALUE))
                .setOkResponse(response)
                .build();
    }

    private CheckResponse refused(ProblemException exception) {
        Problem problem = exception.problem();
        return CheckResponse.newBuilder()
                .setStatus(Status.newBuilder()
                        .setCode(code(problem.status()).getNumber())
                        .setMessage(problem.detail()))
                .setDeniedResponse(DeniedHttpResponse.newBuilder()
                        .setStatus(HttpStatus.newBuilder().setCodeValue(problem.status()))
                        .addHeaders(option(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE))
                        .addAllHeaders(options(exception.headers()))
                        .setBody(ProblemText.of(json, problem)))
                .build();
    }

    /** As google.rpc maps them; Envoy asks only whether it is OK. */
    private static Code code(int status) {
        return switch (status) {
            case 400 -> Code.INVALID_ARGUMENT;
            case 401 -> Code.UNAUTHENTICATED;
            case 404 -> Code.NOT_FOUND;
            case 409 -> Code.ABORTED;
            case 429 -> Code.RESOURCE_EXHAUSTED;
            case 503 -> Code.UNAVAILABLE;
            default -> Code.PERMISSION_DENIED;
        };
    }

    private static List<HeaderValueOption> options(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> option(header.getKey(), header.getValue()))
                .toList();
    }

    /** Said each time: what Envoy does where nothing is said has changed between its versions. */
    private static HeaderValueOption option(String name, String value) {
        return HeaderValueOption.newBuilder()
                .setHeader(HeaderValue.newBuilder().setKey(lower(name)).setValue(value))
                .setAppendAction(HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
                .build();
    }
}
