package dev.countinghouse.app.rest.rate;

import dev.countinghouse.app.rest.rate.RateWindows.Count;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Says in every answer to a call that counted what is left, as draft-ietf-httpapi-ratelimit-headers has it. */
public class RateHeaders {

    private final RateLimit limit;

    RateHeaders(RateLimit limit) {
        this.limit = limit;
    }

    @ServerResponseFilter
    public void tell(ContainerResponseContext response) {
        limit.answer().ifPresent(answer -> tell(answer, response.getHeaders()));
    }

    private static void tell(RateLimit.Answer answer, MultivaluedMap<String, Object> headers) {
        List<Count> counts = answer.standing().counts();
        headers.putSingle(
                "RateLimit-Policy",
                each(counts, count -> ";q=" + count.limit().quota() + ";w=" + RateWindows.LENGTH.toSeconds()));
        headers.putSingle(
                "RateLimit",
                each(counts, count -> ";r=" + Math.max(0, count.remaining()) + ";t=" + answer.secondsLeft()));
        if (!answer.standing().passes()) {
            headers.putSingle(HttpHeaders.RETRY_AFTER, String.valueOf(answer.secondsLeft()));
        }
    }

    private static String each(List<Count> counts, Function<Count, String> parameters) {
        return counts.stream()
                .map(count -> '"' + count.limit().policy() + '"' + parameters.apply(count))
                .collect(Collectors.joining(", "));
    }
}
