package dev.countinghouse.app.rest.limit;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.LimitInForce;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.plan.PlanVersion;
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
@Tag(name = "Limits", description = "How much an account or a part of it may use, by its plans and by its own limits")
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
                            + " what goes through the gate. With an id that plans have it replaces theirs, higher or"
                            + " lower; that takes a key that is not bound to the account.")
    public RestResponse<LimitBody> set(
            @RestPath String account, @RestPath String limit, @NotNull @Valid LimitTermsBody body) {
        AccountId owner = allowed(account);
        UsageLimit wanted = body.toLimit(Fields.read("limit", limit, LimitId::new));
        requireNotSold(owner, wanted.id());
        Outcome outcome = engine.setLimit().set(owner, wanted);
        if (outcome instanceof Outcome.Done done) {
            return RestResponse.status(
                    done.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK, LimitBody.of(done.limit()));
        }
        Outcome.Refused refused = (Outcome.Refused) outcome;
        throw ProblemException.rejected(refused.field(), refused.reason());
    }

    /** A customer changes nothing of what plans limit: those it has, or could change to. */
    private void requireNotSold(AccountId account, LimitId id) {
        if (caller.boundTo().isPresent() && (isSold(id) || isSoldTo(account, id))) {
            throw ProblemException.forbidden(
                    "limit '" + id + "' comes with plans: an exception from it takes a key that is"
                            + " not bound to account '" + account + "', with another id you can limit more");
        }
    }

    private boolean isSold(LimitId id) {
        return engine.readCatalogue().current().stream()
                .flatMap(published -> published.catalogue().plans().values().stream())
                .flatMap(PlanVersion::everyLimit)
                .anyMatch(limit -> limit.id().equals(id));
    }

    private boolean isSoldTo(AccountId account, LimitId id) {
        return engine.setLimit().list(account).stream()
                .anyMatch(each -> each.limit().id().equals(id) && !each.plans().isEmpty());
    }

    private AccountId allowed(String account) {
        return caller.allowed(new AccountId(account));
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listLimits", summary = "Read the limits that hold for an account, by id")
    public Page<LimitBody> list(@RestPath String account) {
        return Page.whole(engine.setLimit().list(allowed(account)), LimitBody::of);
    }

    @GET
    @Path("/{limit}")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readLimit", summary = "Read a limit")
    public LimitBody read(@RestPath String account, @RestPath String limit) {
        return LimitBody.of(find(allowed(account), limit));
    }

    /** A text that cannot be a limit's id is nobody's. */
    private LimitInForce find(AccountId account, String limit) {
        return engine.setLimit().list(account).stream()
                .filter(each -> each.limit().id().value().equals(limit))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("limit '" + limit + "' of account '" + account + "'"));
    }

    @DELETE
    @Path("/{limit}")
    @RolesAllowed(Permission.BILLING)
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Removed")
    @Operation(
            operationId = "removeLimit",
            summary = "Remove a limit of the account's own",
            description = "Where it replaced one of its plans, theirs holds again; a key that is bound to the account"
                    + " cannot bring that about.")
    public void remove(@RestPath String account, @RestPath String limit) {
        AccountId owner = allowed(account);
        LimitInForce found = find(owner, limit);
        requireNotSold(owner, found.limit().id());
        engine.setLimit().remove(owner, found.limit().id());
    }
}
