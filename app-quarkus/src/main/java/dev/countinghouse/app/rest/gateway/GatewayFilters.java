package dev.countinghouse.app.rest.gateway;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.countinghouse.app.rest.problem.Problem;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Takes questions as the gateways put them, and answers in the words that they understand. */
public class GatewayFilters {

    static final String STATUS = "X-Billing-Status";
    static final String PROBLEM = "X-Billing-Problem";

    /** Proxies have a few thousand bytes for all headers of an answer. */
    private static final int LONGEST = 3_000;

    private static final int CLIENT_ERROR = 4;
    private static final int HUNDRED = 100;

    private final ObjectWriter json;

    GatewayFilters(ObjectMapper json) {
        this.json = json.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
    }

    /** Envoy asks with the method, the path and the query of the call that it asks for, behind a prefix. */
    @ServerRequestFilter(preMatching = true)
    public void envoy(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (path.equals(GatewayResource.ENVOY) || path.startsWith(GatewayResource.ENVOY + "/")) {
            request.setMethod(HttpMethod.GET);
            request.setRequestUri(request.getUriInfo()
                    .getBaseUriBuilder()
                    .path(GatewayResource.ENVOY)
                    .build());
        }
    }

    /** nginx takes whatever is neither 2xx, 401 nor 403 for a failure, and the body of an answer not at all. */
    @ServerResponseFilter
    public void nginx(ContainerRequestContext request, ContainerResponseContext response) {
        int status = response.getStatus();
        if (!request.getUriInfo().getPath().endsWith(GatewayResource.NGINX) || status / HUNDRED != CLIENT_ERROR) {
            return;
        }
        response.getHeaders().putSingle(STATUS, String.valueOf(status));
        if (response.getEntity() instanceof Problem problem) {
            response.getHeaders().putSingle(PROBLEM, line(problem));
        }
        if (status != Response.Status.UNAUTHORIZED.getStatusCode()) {
            response.setStatus(Response.Status.FORBIDDEN.getStatusCode());
        }
    }

    /** Without what each limit says, where that is more than fits. */
    private String line(Problem problem) {
        String whole = ProblemText.of(json, problem);
        return whole.length() <= LONGEST ? whole : ProblemText.of(json, problem.without("limits"));
    }
}
