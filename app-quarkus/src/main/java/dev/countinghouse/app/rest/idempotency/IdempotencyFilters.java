package dev.countinghouse.app.rest.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Claims the key of a call before its resource is called, and keeps the answer when it leaves. */
public class IdempotencyFilters {

    public static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotent-Replayed";

    private static final Logger LOG = Logger.getLogger(IdempotencyFilters.class);
    private static final String CLAIM = IdempotencyFilters.class.getName();
    private static final Set<String> MUTATING = Set.of("POST", "PUT", "PATCH", "DELETE");

    /**
     * What is recorded there has keys of its own, and is too much to be read twice; and what the payment provider sends may
     * be from anybody.
     */
    private static final Set<String> KEYED_BY_BODY = Set.of(
            "/events",
            "/llm/responses",
            "/webhooks/payments",
            "/billing/webhook",
            "/billing/webhooks",
            "/calls/check",
            "/calls/consume",
            "/reservations");

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final List<String> KEPT_HEADERS =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.ETAG, HttpHeaders.RETRY_AFTER);

    private final KeptAnswers answers;
    private final Caller caller;
    private final ObjectMapper json;

    IdempotencyFilters(KeptAnswers answers, Caller caller, ObjectMapper json) {
        this.answers = answers;
        this.caller = caller;
        this.json = json;
    }

    /** Whether a call changes something and has no keys of its own. */
    public static boolean takesKey(String method, String path) {
        return MUTATING.contains(method) && KEYED_BY_BODY.stream().noneMatch(path::endsWith);
    }

    @ServerRequestFilter
    public Optional<Response> claim(ContainerRequestContext request) throws IOException {
        String key = request.getHeaderString(HEADER);
        if (key == null || !takesKey(request.getMethod(), request.getUriInfo().getPath())) {
            return Optional.empty();
        }
        if (!KEY.matcher(key).matches()) {
            throw ProblemException.invalid(
                    HEADER, "is '" + key + "', it must be 1 to 255 visible ASCII characters, such as a UUID");
        }
        byte[] body = request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        Claim claim = new Claim(
                caller.boundTo(),
                caller.name(),
                key,
                RequestHash.of(request.getMethod(), request.getUriInfo().getRequestUri(), body),
                UUID.randomUUID().toString());
        return outcome(request, claim);
    }

    private Optional<Response> outcome(ContainerRequestContext request, Claim claim) {
        KeptAnswers.Outcome outcome = answers.claim(claim);
        if (outcome instanceof KeptAnswers.Outcome.Answered answered) {
            return Optional.of(replay(answered.answer()));
        }
        if (outcome instanceof KeptAnswers.Outcome.Running) {
            throw ProblemException.of(
                    Kind.CONFLICT,
                    "the first call with " + HEADER + " '" + claim.key() + "' is still running: try again in a moment");
        }
        if (outcome instanceof KeptAnswers.Outcome.OtherRequest) {
            throw ProblemException.refused(
                    HEADER + " '" + claim.key() + "' was used for another call: take a new key for each call");
        }
        request.setProperty(CLAIM, claim);
        return Optional.empty();
    }

    private static Response replay(KeptAnswer answer) {
        Response.ResponseBuilder response = Response.status(answer.status()).header(REPLAYED, "true");
        answer.headers().forEach(header -> {
            int colon = header.indexOf(": ");
            response.header(header.substring(0, colon), header.substring(colon + 2));
        });
        // as bytes, which no writer turns into anything else
        answer.body().ifPresent(body -> response.entity(body.getBytes(StandardCharsets.UTF_8)));
        return response.build();
    }

    @ServerResponseFilter
    public void keep(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(CLAIM) instanceof Claim claim) {
            request.removeProperty(CLAIM);
            try {
                keep(claim, response);
            } catch (RuntimeException lost) {
                // the work is done and its answer is on its way, whatever became of the claim
                LOG.error("the answer to " + HEADER + " '" + claim.key() + "' was not kept", lost);
                release(claim);
            }
        }
    }

    /** Where that fails as well, the claim is free after five minutes. */
    private void release(Claim claim) {
        try {
            answers.release(claim);
        } catch (RuntimeException lost) {
            LOG.error(HEADER + " '" + claim.key() + "' was not released", lost);
        }
    }

    private void keep(Claim claim, ContainerResponseContext response) {
        int hundreds = response.getStatus() / 100;
        // 409 asks to try again, which would be in vain if it were kept
        if (hundreds == 2 || hundreds == 4 && response.getStatus() != Response.Status.CONFLICT.getStatusCode()) {
            answers.keep(claim, new KeptAnswer(response.getStatus(), headers(response), body(response)));
        } else {
            answers.release(claim);
        }
    }

    private static List<String> headers(ContainerResponseContext response) {
        List<String> headers = new ArrayList<>();
        for (String name : KEPT_HEADERS) {
            String value = response.getHeaderString(name);
            if (value != null) {
                headers.add(name + ": " + value);
            }
        }
        if (response.hasEntity() && response.getMediaType() == null) {
            headers.add(HttpHeaders.CONTENT_TYPE + ": " + MediaType.APPLICATION_JSON);
        }
        return headers;
    }

    private Optional<String> body(ContainerResponseContext response) {
        if (!response.hasEntity()) {
            return Optional.empty();
        }
        Object entity = response.getEntity();
        Object kept = entity instanceof Redacted secret ? secret.redacted() : entity;
        try {
            return Optional.of(kept instanceof String text ? text : json.writeValueAsString(kept));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("an answer cannot be written: " + entity.getClass(), broken);
        }
    }
}
