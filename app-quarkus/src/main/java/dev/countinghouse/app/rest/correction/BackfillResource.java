package dev.countinghouse.app.rest.correction;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Items;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.body.Times;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.app.rest.usage.EventBatch;
import dev.countinghouse.app.rest.usage.EventItem;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.correction.BackfillId;
import dev.countinghouse.billing.domain.correction.Warrant;
import dev.countinghouse.billing.ports.driving.BackfillUsage.LoadOutcome;
import dev.countinghouse.billing.ports.driving.BackfillUsage.Outcome;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/accounts/{account}/backfills")
@Tag(name = "Corrections")
public class BackfillResource {

    private final BillingEngine engine;
    private final Caller caller;

    BackfillResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @Schema(name = "BackfillOrder")
    public record OrderBody(
            @Schema(
                            description = "Your own key of it: 1 to 63 of a-z, 0-9, '_', '.' and '-'",
                            examples = "lost-queue-january")
                    @NotBlank
                    String id,
            @Schema(description = "RFC 3339", examples = "2026-01-01T00:00:00Z") @NotBlank String from,
            @Schema(description = "RFC 3339; not included, not after now", examples = "2026-01-02T00:00:00Z") @NotBlank
                    String to,
            @Schema(examples = "A queue was lost") @NotBlank @Size(max = Warrant.LONGEST_REASON) String reason) {}

    @Schema(name = "Reason")
    public record ReasonBody(
            @Schema(description = "Why, for the record", examples = "Compared with the provider's bill")
                    @NotBlank
                    @Size(max = Warrant.LONGEST_REASON)
                    String reason) {}

    @POST
    @RolesAllowed(Permission.BILLING)
    @ResponseStatus(201)
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BackfillBody.class)))
    @Operation(
            operationId = "openBackfill",
            summary = "Open a backfill",
            description = "Opening the same backfill again changes nothing and succeeds.")
    public BackfillBody open(@RestPath String account, @NotNull @Valid OrderBody body) {
        return answer(engine.backfillUsage()
                .open(
                        sellers(account),
                        Fields.read("id", body.id(), BackfillId::new),
                        Times.period(body.from(), body.to()),
                        caller.name(),
                        body.reason()));
    }

    /** A customer does not decide what it has used. */
    private AccountId sellers(String account) {
        AccountId id = caller.allowed(new AccountId(account));
        caller.requireUnbound();
        return id;
    }

    private static BackfillBody answer(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return BackfillBody.of(done.backfill());
        }
        throw ProblemException.refused(((Outcome.Refused) outcome).reason());
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listBackfills", summary = "List the backfills of an account, the oldest first")
    public Page<BackfillBody> list(
            @RestPath String account,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        return Page.of(
                engine.backfillUsage().of(caller.allowed(new AccountId(account))),
                cursor,
                limit,
                BackfillBody::of,
                backfill -> backfill.id().value());
    }

    @GET
    @Path("/{backfill}")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readBackfill", summary = "Read a backfill")
    public BackfillBody read(@RestPath String account, @RestPath String backfill) {
        AccountId id = caller.allowed(new AccountId(account));
        return engine.backfillUsage()
                .find(id, id(backfill))
                .map(BackfillBody::of)
                .orElseThrow(
                        () -> ProblemException.notFound("backfill '" + backfill + "' of account '" + account + "'"));
    }

    private static BackfillId id(String backfill) {
        return Fields.read("backfill", backfill, BackfillId::new);
    }

    @POST
    @Path("/{backfill}/events")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "loadBackfill",
            summary = "Load events into a backfill",
            description = "As POST /events, but `time` has to lie in the backfill's window and accepted means that the"
                    + " event waits: it counts from when the backfill is applied.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = EventBatch.BATCH, schema = @Schema(type = SchemaType.ARRAY, ref = "CloudEvent")),
                @Content(mediaType = EventBatch.ONE, schema = @Schema(ref = "CloudEvent")),
                @Content(
                        mediaType = EventBatch.LINES,
                        schema = @Schema(type = SchemaType.STRING, description = "One event per line"))
            })
    public Items<EventItem> load(
            @RestPath String account, @RestPath String backfill, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        AccountId id = sellers(account);
        return new Items<>(
                EventBatch.read(headers, body, engine.readTime()::nowOf).items(events -> {
                    LoadOutcome outcome = engine.backfillUsage().load(id, id(backfill), events);
                    if (outcome instanceof LoadOutcome.Loaded loaded) {
                        return loaded.events();
                    }
                    throw ProblemException.refused(((LoadOutcome.Refused) outcome).reason());
                }));
    }

    @POST
    @Path("/{backfill}/apply")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "applyBackfill",
            summary = "Apply a backfill",
            description = "From now on its events count. Again, nothing changes and it succeeds.")
    public BackfillBody apply(@RestPath String account, @RestPath String backfill, @NotNull @Valid ReasonBody body) {
        return answer(engine.backfillUsage().apply(sellers(account), id(backfill), caller.name(), body.reason()));
    }

    @POST
    @Path("/{backfill}/revert")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "revertBackfill",
            summary = "Revert a backfill",
            description = "Its events count no more, also those amended since, and can be recorded again.")
    public BackfillBody revert(@RestPath String account, @RestPath String backfill, @NotNull @Valid ReasonBody body) {
        return answer(engine.backfillUsage().revert(sellers(account), id(backfill), caller.name(), body.reason()));
    }
}
