package dev.countinghouse.app.rest.gateway;

import dev.countinghouse.app.access.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Gateways ask with what they have: the key of who calls, or their own and the name of the account. */
@Path("/gateway")
@Tag(name = "Gateways", description = "The gate for nginx, Envoy and Istio: docs/gateways has their configuration")
public class GatewayResource {

    static final String NGINX = "/gateway/nginx";
    static final String ENVOY = "/gateway/envoy";

    /** Tells whoever runs the call by which id it was admitted. */
    static final String RESERVATION = "X-Billing-Reservation";

    private static final String HEADERS =
            " Headers say what it counts for: `X-Billing-Meter`, `X-Billing-Quantity` (1), `X-Billing-Action` (`consume`,"
                    + " `reserve` or `check`; `consume`), `X-Billing-Lasts`, `X-Billing-Dimension-<name>`,"
                    + " `X-Billing-Feature-<name>`, `X-Billing-Account` for a key of all accounts; `X-Request-Id` is the id of"
                    + " the call. Admitted, the answer has it as `X-Billing-Reservation`.";

    private final GatewayQuestions questions;

    GatewayResource(GatewayQuestions questions) {
        this.questions = questions;
    }

    @GET
    @Path("/nginx")
    @RolesAllowed(Permission.WRITE)
    @APIResponse(responseCode = "200", description = "The call may run")
    @Operation(
            operationId = "askForNginx",
            summary = "Decide on a call for nginx, by its auth_request",
            description = "It understands 401 and 403 alone: each refusal is one of these, with its true status as"
                    + " `X-Billing-Status` and the problem, in ASCII on one line, as `X-Billing-Problem`." + HEADERS)
    public RestResponse<Void> nginx(@Context HttpHeaders headers) {
        return answer(questions.ask(GatewayTerms.of(headers)));
    }

    @GET
    @Path("/envoy")
    @RolesAllowed(Permission.WRITE)
    @APIResponse(responseCode = "200", description = "The call may run")
    @Operation(
            operationId = "askForEnvoy",
            summary = "Decide on a call for Envoy or Istio, by ext_authz over HTTP",
            description = "By any method, and with any path behind it: Envoy sends those of the call that it asks for."
                    + " A refusal is what the client is meant to see." + HEADERS)
    public RestResponse<Void> envoy(@Context HttpHeaders headers) {
        return answer(questions.askOnce(GatewayTerms.of(headers)));
    }

    private static RestResponse<Void> answer(GatewayQuestions.Admitted admitted) {
        RestResponse.ResponseBuilder<Void> response = RestResponse.ResponseBuilder.ok();
        admitted.headers().forEach(response::header);
        admitted.reservation().ifPresent(id -> response.header(RESERVATION, id.value()));
        return response.build();
    }
}
