package dev.countinghouse.app.rest.key;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.directory.Projects;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.KeyId;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.access.ProjectId;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driving.IssueKey;
import dev.countinghouse.billing.ports.driving.RotateKey;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/keys")
@Tag(name = "Keys", description = "What programs call this API with")
public class KeyResource {

    private static final Duration USUAL_OVERLAP = Duration.ofHours(24);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(90);

    private final BillingEngine engine;
    private final Projects projects;
    private final Caller caller;

    KeyResource(BillingEngine engine, Projects projects, Caller caller) {
        this.engine = engine;
        this.projects = projects;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Permission.BILLING)
    @ResponseStatus(201)
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = IssuedKeyBody.class)))
    @Operation(
            operationId = "issueKey",
            summary = "Issue a key",
            description = "A key can only give what it has itself: its account, its scopes and no longer than it lasts."
                    + " Keys for all accounts take the scope admin.")
    public IssuedKeyBody issue(@NotNull @Valid KeyOrderBody body) {
        Optional<AccountId> account =
                Optional.ofNullable(body.account()).map(AccountId::new).or(caller::boundTo);
        IssueKey.Order order = new IssueKey.Order(
                body.name(),
                body.domainScopes(),
                account,
                Optional.ofNullable(body.project()).map(ProjectId::new).or(caller::project),
                Optional.ofNullable(body.expiresAt()));
        KeyRules.requireCovered(caller, KeyScope.implied(order.scopes()), account, order.project());
        KeyRules.requireEndBy(caller, order.expiresAt());
        account.ifPresent(of -> order.project().ifPresent(project -> projects.requireKnown(of, project)));
        IssueKey.Outcome outcome = engine.issueKey().issue(order);
        if (outcome instanceof IssueKey.Outcome.Issued issued) {
            return IssuedKeyBody.of(issued.key(), issued.credential());
        }
        throw ProblemException.refused(((IssueKey.Outcome.Refused) outcome).reason());
    }

    @GET
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "listKeys",
            summary = "List keys, the oldest first",
            description = "Those of one account, or without one those for all accounts. A key of an account lists that"
                    + " account's.")
    public Page<KeyBody> list(
            @RestQuery @Parameter(description = "Whose keys") @Nullable String account,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        Optional<AccountId> of = Optional.ofNullable(account)
                .map(AccountId::new)
                .map(caller::allowed)
                .or(caller::boundTo);
        return Page.of(
                engine.readKeys().list(of, Cursor.parse(cursor, 1).map(parts -> new KeyId(parts.get(0))), limit + 1),
                limit,
                KeyBody::of,
                key -> Cursor.of(key.id().value()));
    }

    @GET
    @Path("/{key}")
    @RolesAllowed(Permission.BILLING)
    @Operation(operationId = "readKey", summary = "Read a key")
    public KeyBody read(@RestPath String key) {
        return KeyBody.of(find(key));
    }

    @Schema(name = "KeyRotation")
    public record RotationBody(
            @Schema(
                            description = "How long the secrets before go on to count, ISO 8601, PT24H where absent",
                            examples = "PT24H",
                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING)
                    @Nullable
                    Duration overlap) {}

    @POST
    @Path("/{key}/rotate")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "rotateKey",
            summary = "Give a key another secret",
            description = "An earlier secret of a key that was rotated does not rotate any, only the newest does.")
    public IssuedKeyBody rotate(@RestPath String key, @Nullable RotationBody body) {
        ApiKey found = find(key);
        KeyRules.requireCovered(caller, found);
        KeyRules.requireEndBy(caller, found.expiresAt());
        caller.requireNewestSecret();
        RotateKey.Outcome outcome = engine.rotateKey().rotate(found.id(), overlap(body));
        if (outcome instanceof RotateKey.Outcome.Rotated rotated) {
            return IssuedKeyBody.of(rotated.key(), rotated.credential());
        }
        throw ProblemException.refused(((RotateKey.Outcome.Refused) outcome).reason());
    }

    private static Duration overlap(@Nullable RotationBody body) {
        Duration asked = body == null ? null : body.overlap();
        Duration overlap = asked == null ? USUAL_OVERLAP : asked;
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw ProblemException.invalid(
                    "overlap", "is '" + overlap + "', it must be from PT0S to " + LONGEST_OVERLAP + ", such as PT24H");
        }
        return overlap;
    }

    @DELETE
    @Path("/{key}")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "revokeKey",
            summary = "Revoke a key",
            description = "The next call with it is refused. Revoking again changes nothing and succeeds.")
    public KeyBody revoke(@RestPath String key) {
        ApiKey found = find(key);
        KeyRules.requireCovered(caller, found);
        return KeyBody.of(engine.revokeKey().revoke(found.id()));
    }

    /** One that belongs to somebody else is not there. */
    private ApiKey find(String id) {
        return parsed(id)
                .flatMap(engine.readKeys()::find)
                .filter(key -> caller.boundTo().isEmpty() || caller.boundTo().equals(key.account()))
                .orElseThrow(() -> ProblemException.notFound("key '" + id + "'"));
    }

    private static Optional<KeyId> parsed(String id) {
        try {
            return Optional.of(new KeyId(id));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
