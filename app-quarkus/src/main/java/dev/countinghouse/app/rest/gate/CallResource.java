package dev.countinghouse.app.rest.gate;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.billing.domain.account.AccountId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/accounts/{account}/calls")
@Tag(name = "Gate", description = "Whether a call may run, over all limits at once")
public class CallResource {

    private final Caller caller;
    private final Gate gate;

    CallResource(Caller caller, Gate gate) {
        this.caller = caller;
        this.gate = gate;
    }

    @POST
    @Path("/check")
    @RolesAllowed(Permission.WRITE)
    @Operation(
            operationId = "checkCall",
            summary = "Tell whether a call may run",
            description =
                    "Takes nothing: somebody else may be faster. A refusal is a problem, 402, 429 or 503, with why,"
                            + " what is left and what would help.")
    public RestResponse<AdmissionBody> check(@RestPath String account, @NotNull @Valid CallBody body) {
        return gate.check(allowed(account), body).response();
    }

    @POST
    @Path("/consume")
    @RolesAllowed(Permission.WRITE)
    @Operation(
            operationId = "consumeCall",
            summary = "Admit a call and record what it uses, in one step",
            description =
                    "For what is known before it runs. The same call again is admitted once. A refusal is a problem,"
                            + " 402, 429 or 503, and nothing was taken.")
    public RestResponse<AdmissionBody> consume(@RestPath String account, @NotNull @Valid CallBody body) {
        return gate.consume(allowed(account), body).response();
    }

    private AccountId allowed(String account) {
        return caller.allowed(new AccountId(account));
    }
}
