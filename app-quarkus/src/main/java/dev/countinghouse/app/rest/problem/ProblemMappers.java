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
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ends a call into a problem. */
public class ProblemMappers {

    /** Each is named, because Quarkus has mappers of its own for some. */
    @ServerExceptionMapper({
        ProblemException.class,
        UnavailableException.class,
        StaleVersionException.class,
        UnauthorizedException.class,
        AuthenticationFailedException.class,
        ForbiddenException.class,
        UnknownException.class,
        IllegalArgumentException.class,
        RuntimeException.class
    })
    Response problem(RuntimeException exception) {
        ProblemException problem = Problems.of(exception);
        Response.ResponseBuilder response = response(problem.problem());
        problem.headers().forEach(response::header);
        return response.build();
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

    private static Response.ResponseBuilder response(Kind kind, String detail) {
        return response(ProblemException.of(kind, detail).problem());
    }

    private static Response.ResponseBuilder response(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }
}
