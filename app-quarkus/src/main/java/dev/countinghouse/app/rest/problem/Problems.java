package dev.countinghouse.app.rest.problem;

import dev.countinghouse.billing.ports.driven.StaleVersionException;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.UnknownException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/** Whatever ended a call as a problem, the same for all who ask. */
public final class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private static final String RETRY_AFTER_SECONDS = "1";

    private Problems() {}

    /** The exception itself where it is a problem already; what nobody expected is logged. */
    public static ProblemException of(RuntimeException exception) {
        if (exception instanceof ProblemException problem) {
            return problem;
        }
        if (exception instanceof UnavailableException unavailable) {
            return unavailable(unavailable);
        }
        if (exception instanceof StaleVersionException) {
            return ProblemException.of(
                    Kind.CONFLICT, "somebody else changed it at the same time: read it again and repeat the call");
        }
        if (exception instanceof UnauthorizedException || exception instanceof AuthenticationFailedException) {
            return ProblemException.of(Kind.UNAUTHENTICATED, "send a valid key as 'Authorization: Bearer …'")
                    .with(Map.of(), Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
        }
        if (exception instanceof ForbiddenException) {
            return ProblemException.forbidden("the key lacks the scope for this call");
        }
        if (exception instanceof UnknownException) {
            return ProblemException.of(Kind.NOT_FOUND, String.valueOf(exception.getMessage()));
        }
        if (exception instanceof IllegalArgumentException) {
            // what a domain type refuses is bad input; resources check what they can name better
            return ProblemException.invalid("", String.valueOf(exception.getMessage()));
        }
        LOG.error("a call failed", exception);
        return ProblemException.of(Kind.INTERNAL, "the failure was logged; nothing was done unless it is found done");
    }

    private static ProblemException unavailable(UnavailableException exception) {
        // during an outage every call ends here: where it was is for whoever looks closer
        LOG.warn(exception.getMessage());
        LOG.debug("unavailable", exception);
        boolean busy = exception.getCause() instanceof RejectedExecutionException;
        return ProblemException.of(
                        Kind.UNAVAILABLE,
                        busy
                                ? String.valueOf(exception.getMessage())
                                : "storage did not answer in time; nothing was done unless it is found done")
                .with(Map.of(), Map.of(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS));
    }
}
