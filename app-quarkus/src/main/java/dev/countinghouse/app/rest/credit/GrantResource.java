package dev.countinghouse.app.rest.credit;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.Grant;
import dev.countinghouse.billing.domain.credit.GrantOutcome;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerId;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Ids of grants that plans make hold slashes, which may stand in the path as they are. */
@Path("/accounts/{account}/credits/grants")
@Tag(name = "Credits")
public class GrantResource {

    private final BillingEngine engine;
    private final Caller caller;
    private final CreditOwners owners;

    GrantResource(BillingEngine engine, Caller caller, CreditOwners owners) {
        this.engine = engine;
        this.caller = caller;
        this.owners = owners;
    }

    @PUT
    @Path("/{grant: .+}")
    @RolesAllowed(Permission.BILLING)
    @APIResponse(
            responseCode = "201",
            description = "Granted",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = GrantBody.class)))
    @Operation(
            operationId = "grantCredits",
            summary = "Grant credits, once for this id",
            description = "The id is your own: 1 to 100 of A-Z, a-z, 0-9, '_', '.', ':', '@' and '-'. Sent again, it"
                    + " answers 200 with the grant there is; with other content 409.")
    public RestResponse<GrantBody> grant(
            @RestPath String account, @RestPath String grant, @NotNull @Valid GrantOrderBody body) {
        AccountId owner = givenBySeller(account);
        GrantId id = Fields.read("grant", grant, text -> new GrantId(LedgerId.requireOwn("grant", text)));
        boolean again = engine.readCredits().grant(owner, id).isPresent();
        Grant done = done(engine.grantCredits().grant(owner, body.toOrder(id)));
        return RestResponse.status(again ? RestResponse.Status.OK : RestResponse.Status.CREATED, GrantBody.of(done));
    }

    /** A customer does not decide what it is given. */
    private AccountId givenBySeller(String account) {
        AccountId id = owners.allowed(account);
        caller.requireUnbound();
        return id;
    }

    private static Grant done(GrantOutcome outcome) {
        if (outcome instanceof GrantOutcome.Done done) {
            return done.grant();
        }
        if (outcome instanceof GrantOutcome.Conflict conflict) {
            Grant earlier = conflict.earlier();
            throw ProblemException.of(
                    Kind.CONFLICT,
                    "grant '" + earlier.id() + "' is there with other content, " + earlier.amount()
                            + " in the pool " + earlier.pool().key()
                            + ", or the command was used for something else: take a new id for each");
        }
        throw ProblemException.refused(((GrantOutcome.Refused) outcome).reason());
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listGrants", summary = "List what was granted, the latest first")
    public Page<GrantBody> list(
            @RestPath String account,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        AccountId id = owners.existing(account);
        return Page.of(
                engine.readCredits().grants(id, Ordinals.before(cursor), limit + 1),
                limit,
                GrantBody::of,
                grant -> Cursor.of(Long.toString(grant.ordinal())));
    }

    @GET
    @Path("/{grant: .+}")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readGrant", summary = "Read what became of a grant")
    public GrantBody read(@RestPath String account, @RestPath String grant) {
        return GrantBody.of(find(owners.allowed(account), grant));
    }

    /** A text that cannot be a grant's id is nobody's. */
    private Grant find(AccountId account, String grant) {
        return id(grant)
                .flatMap(id -> engine.readCredits().grant(account, id))
                .orElseThrow(() -> ProblemException.notFound("grant '" + grant + "' of account '" + account + "'"));
    }

    private static Optional<GrantId> id(String text) {
        try {
            return Optional.of(new GrantId(text));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    @DELETE
    @Path("/{grant: .+}")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "withdrawGrant",
            summary = "Take away what is left of a grant",
            description =
                    "What is held of it goes when the hold ends, what is spent stays spent. The grant stays in the"
                            + " history.")
    public GrantBody withdraw(@RestPath String account, @RestPath String grant) {
        AccountId owner = givenBySeller(account);
        GrantId id = find(owner, grant).id();
        return GrantBody.of(done(engine.grantCredits().withdraw(owner, id)));
    }

    @POST
    @Path("/{grant: .+}/corrections")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "correctGrant",
            summary = "Make a grant of another amount, once for each command",
            description = "Not less than what is spent or held of it, which is answered with 422.")
    public GrantBody correct(
            @RestPath String account, @RestPath String grant, @NotNull @Valid GrantCorrectionBody body) {
        AccountId owner = givenBySeller(account);
        Grant found = find(owner, grant);
        Credits amount =
                Amounts.notNegative("amount", body.amount(), found.amount().unit());
        return GrantBody.of(done(engine.grantCredits().correct(owner, body.toCommand(), found.id(), amount)));
    }
}
