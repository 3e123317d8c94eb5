package dev.countinghouse.app.rest.gateway;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.gate.CallBody;
import dev.countinghouse.app.rest.gate.Gate;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
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

    private final Caller caller;
    private final Gate gate;

    GatewayResource(Caller caller, Gate gate) {
        this.caller = caller;
        this.gate = gate;
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
        return ask(new GatewayHeaders(headers));
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
        return ask(new GatewayHeaders(headers));
    }

    private RestResponse<Void> ask(GatewayHeaders headers) {
        AccountId account = headers.account()
                .map(named -> caller.allowed(Fields.read(GatewayHeaders.ACCOUNT, named, AccountId::new)))
                .or(caller::boundTo)
                .orElseThrow(() -> ProblemException.invalid(
                        GatewayHeaders.ACCOUNT, "is missing: this key is for all accounts, so say which one calls"));
        CallBody call = headers.toCall();
        String action = headers.action();
        Gate.Admission admission =
                switch (action) {
                    case "check" -> gate.check(account, call);
                    case "consume" -> gate.consume(account, call);
                    case "reserve" -> gate.reserve(account, call);
                    default ->
                        throw ProblemException.invalid(
                                GatewayHeaders.ACTION,
                                "is '" + action + "', it must be one of [check, consume, reserve]");
                };
        RestResponse.ResponseBuilder<Void> response = RestResponse.ResponseBuilder.ok();
        admission.headers().forEach(response::header);
        if (!action.equals("check")) {
            response.header(RESERVATION, admission.id().value());
        }
        return response.build();
    }
}
