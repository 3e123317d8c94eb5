package dev.countinghouse.app.rest.limit;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.LimitId;
import dev.countinghouse.billing.domain.gate.UsageLimit;
import dev.countinghouse.billing.ports.driving.SetLimit.Outcome;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/accounts/{account}/limits")
@Tag(name = "Limits", description = "How much an account or a part of it may use, on top of what its plan says")
public class LimitResource {

    private final BillingEngine engine;
    private final Caller caller;

    LimitResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @PUT
    @Path("/{limit}")
    @RolesAllowed(Permission.BILLING)
    @APIResponse(responseCode = "200", description = "Replaced")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = LimitBody.class)))
    @Operation(
            operationId = "setLimit",
            summary = "Set a limit, new or in place of the one with this id",
            description =
                    "The id is your own: 1 to 63 of a-z, 0-9, '_', '.' and '-'. It holds from the next call on, for"
                            + " what goes through the gate.")
    public RestResponse<LimitBody> set(
            @RestPath String account, @RestPath String limit, @NotNull @Valid LimitTermsBody body) {
        UsageLimit wanted = body.toLimit(allowed(account), Fields.read("limit", limit, LimitId::new));
        Outcome outcome = engine.setLimit().set(wanted);
        if (outcome instanceof Outcome.Done done) {
            return RestResponse.status(
                    done.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK, LimitBody.of(done.limit()));
        }
        Outcome.Refused refused = (Outcome.Refused) outcome;
        throw refused.field().isEmpty()
                ? ProblemException.refused(refused.reason())
                : ProblemException.invalid(refused.field(), refused.reason());
    }

    private AccountId allowed(String account) {
        return caller.allowed(new AccountId(account));
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listLimits", summary = "Read the limits of an account, by id")
    public Page<LimitBody> list(@RestPath String account) {
        return Page.whole(engine.setLimit().list(allowed(account)), LimitBody::of);
    }

    @GET
    @Path("/{limit}")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readLimit", summary = "Read a limit")
    public LimitBody read(@RestPath String account, @RestPath String limit) {
        return LimitBody.of(find(account, limit));
    }

    /** A text that cannot be a limit's id is nobody's. */
    private UsageLimit find(String account, String limit) {
        return engine.setLimit().list(allowed(account)).stream()
                .filter(each -> each.id().value().equals(limit))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("limit '" + limit + "' of account '" + account + "'"));
    }

    @DELETE
    @Path("/{limit}")
    @RolesAllowed(Permission.BILLING)
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Removed")
    @Operation(operationId = "removeLimit", summary = "Remove a limit")
    public void remove(@RestPath String account, @RestPath String limit) {
        UsageLimit found = find(account, limit);
        engine.setLimit().remove(found.account(), found.id());
    }
}
