package dev.countinghouse.app.rest.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.UnknownException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ends a call into a problem. */
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private static final String RETRY_AFTER_SECONDS = "1";

    @ServerExceptionMapper
    Response problem(ProblemException exception) {
        Response.ResponseBuilder response = response(exception.problem());
        exception.headers().forEach(response::header);
        return response.build();
    }

    @ServerExceptionMapper
    Response unavailable(UnavailableException exception) {
        // during an outage every call ends here: where it was is for whoever looks closer
        LOG.warn(exception.getMessage());
        LOG.debug("unavailable", exception);
        boolean busy = exception.getCause() instanceof RejectedExecutionException;
        return response(
                        Kind.UNAVAILABLE,
                        busy
                                ? String.valueOf(exception.getMessage())
                                : "storage did not answer in time; nothing was done unless it is found done")
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    @ServerExceptionMapper
    Response stale(StaleVersionException exception) {
        return response(Kind.CONFLICT, "somebody else changed it at the same time: read it again and repeat the call")
                .build();
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthorizedException exception) {
        return challenge();
    }

    @ServerExceptionMapper
    Response unauthenticated(AuthenticationFailedException exception) {
        return challenge();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException exception) {
        return response(Kind.FORBIDDEN, "the key lacks the scope for this call").build();
    }

    @ServerExceptionMapper
    Response violations(ConstraintViolationException exception) {
        return response(ProblemException.invalid(Violations.of(exception)).problem())
                .build();
    }

    /** Named apart, because Quarkus has a mapper of its own for it. */
    @ServerExceptionMapper
    Response json(MismatchedInputException exception) {
        return response(JsonFault.of(exception).problem()).build();
    }

    @ServerExceptionMapper
    Response json(JsonProcessingException exception) {
        if (exception.getCause() instanceof ProblemException found) {
            return problem(found);
        }
        return response(JsonFault.of(exception).problem()).build();
    }

    @ServerExceptionMapper
    Response http(WebApplicationException exception) {
        if (exception.getCause() instanceof JsonProcessingException json) {
            return json(json);
        }
        Response answer = exception.getResponse();
        Response.ResponseBuilder response = response(HttpStatus.kind(answer.getStatus()), HttpStatus.detail(exception));
        answer.getStringHeaders().forEach((name, values) -> {
            if (name.equalsIgnoreCase(HttpHeaders.ALLOW) || name.equalsIgnoreCase(HttpHeaders.RETRY_AFTER)) {
                values.forEach(value -> response.header(name, value));
            }
        });
        return response.build();
    }

    @ServerExceptionMapper
    Response unknown(UnknownException exception) {
        return response(Kind.NOT_FOUND, String.valueOf(exception.getMessage())).build();
    }

    /** What a domain type refuses is bad input; resources check what they can name better. */
    @ServerExceptionMapper
    Response illegal(IllegalArgumentException exception) {
        return response(ProblemException.invalid("", String.valueOf(exception.getMessage()))
                        .problem())
                .build();
    }

    @ServerExceptionMapper
    Response internal(RuntimeException exception) {
        LOG.error("a call failed", exception);
        return response(Kind.INTERNAL, "the failure was logged; nothing was done unless it is found done")
                .build();
    }

    private static Response challenge() {
        return response(Kind.UNAUTHENTICATED, "send a valid key as 'Authorization: Bearer …'")
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    private static Response.ResponseBuilder response(Kind kind, String detail) {
        return response(ProblemException.of(kind, detail).problem());
    }

    private static Response.ResponseBuilder response(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }
}
