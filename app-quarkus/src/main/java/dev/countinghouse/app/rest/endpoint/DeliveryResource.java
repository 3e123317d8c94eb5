package dev.countinghouse.app.rest.endpoint;

import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.notification.Attempt;
import dev.countinghouse.billing.domain.notification.Delivery;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.MessageId;
import dev.countinghouse.billing.ports.driven.Deliveries.Place;
import dev.countinghouse.billing.ports.driven.Deliveries.Selection;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/endpoints/{endpoint}")
@Tag(name = "Endpoints")
public class DeliveryResource {

    private final BillingEngine engine;
    private final EndpointAccess endpoints;

    DeliveryResource(BillingEngine engine, EndpointAccess endpoints) {
        this.engine = engine;
        this.endpoints = endpoints;
    }

    @GET
    @Path("/deliveries")
    @RolesAllowed(Permission.BILLING)
    @Operation(operationId = "listDeliveries", summary = "List what was sent to an endpoint, the newest first")
    public Page<DeliveryBody> list(
            @RestPath String endpoint,
            @RestQuery @Parameter(description = "`waiting`, `delivered` or `failed`; absent for all") @Nullable
                    String state,
            @RestQuery @Parameter(description = "Those that began then or later, RFC 3339") @Nullable String since,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        Selection selection = new Selection(
                Optional.ofNullable(state).map(word -> Fields.word("state", word, Delivery.State.class)),
                Optional.ofNullable(since).map(time -> Fields.time("since", time)),
                Cursor.parse(cursor, 2).map(parts -> place(parts, String.valueOf(cursor))));
        return Page.of(
                engine.readDeliveries().list(endpoints.find(endpoint), selection, limit + 1),
                limit,
                DeliveryBody::of,
                last -> Cursor.of(last.createdAt().toString(), last.message().value()));
    }

    private static Place place(List<String> parts, String cursor) {
        try {
            return new Place(Instant.parse(parts.get(0)), new MessageId(parts.get(1)));
        } catch (DateTimeException | IllegalArgumentException malformed) {
            throw Cursor.wrong(cursor);
        }
    }

    @GET
    @Path("/deliveries/{message}")
    @RolesAllowed(Permission.BILLING)
    @Operation(operationId = "readDelivery", summary = "Read what became of a message")
    public DeliveryBody read(@RestPath String endpoint, @RestPath String message) {
        return DeliveryBody.of(find(endpoints.find(endpoint), message));
    }

    private Delivery find(Endpoint endpoint, String message) {
        return parsed(message)
                .flatMap(id -> engine.readDeliveries().find(endpoint, id))
                .orElseThrow(() -> ProblemException.notFound(
                        "delivery of message '" + message + "' to endpoint '" + endpoint.id() + "'"));
    }

    private static Optional<MessageId> parsed(String message) {
        try {
            return Optional.of(new MessageId(message));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    @GET
    @Path("/deliveries/{message}/attempts")
    @RolesAllowed(Permission.BILLING)
    @Operation(operationId = "listDeliveryAttempts", summary = "List each time a message was sent")
    public Page<DeliveryBody.AttemptBody> attempts(
            @RestPath String endpoint,
            @RestPath String message,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        Delivery delivery = find(endpoints.find(endpoint), message);
        int after = Cursor.parse(cursor, 1)
                .map(parts -> number(parts.get(0), String.valueOf(cursor)))
                .orElse(0);
        List<Attempt> found = engine.readDeliveries().attempts(delivery, after, limit + 1);
        return Page.of(found, limit, DeliveryBody.AttemptBody::of, last -> Cursor.of(String.valueOf(last.number())));
    }

    private static int number(String text, String cursor) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException malformed) {
            throw Cursor.wrong(cursor);
        }
    }

    @POST
    @Path("/deliveries/{message}/replay")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "replayDelivery",
            summary = "Send a message again",
            description = "Whatever became of it, under the same `webhook-id`, with all its retries before it.")
    public DeliveryBody replay(@RestPath String endpoint, @RestPath String message) {
        Endpoint found = enabled(endpoint);
        Delivery delivery = find(found, message);
        return DeliveryBody.of(engine.replayDeliveries().replay(found, delivery.message()));
    }

    private Endpoint enabled(String id) {
        Endpoint endpoint = endpoints.findToChange(id);
        if (!endpoint.isEnabled()) {
            throw ProblemException.refused("endpoint '" + id + "' is disabled: enable it first");
        }
        return endpoint;
    }

    @Schema(name = "ReplayRequest")
    public record ReplayRequestBody(
            @Schema(description = "Of those that began then or later, RFC 3339", examples = "2026-01-31T10:00:00Z")
                    @NotNull
                    String since) {}

    @Schema(name = "Replayed")
    public record ReplayedBody(@Schema(description = "How many are on their way again", examples = "3") int replayed) {}

    @POST
    @Path("/replay")
    @RolesAllowed(Permission.BILLING)
    @Operation(operationId = "replayFailedDeliveries", summary = "Send all messages again that were given up")
    public ReplayedBody replayFailed(@RestPath String endpoint, @NotNull @Valid ReplayRequestBody body) {
        Endpoint found = enabled(endpoint);
        Instant since = Fields.time("since", body.since());
        return new ReplayedBody(engine.replayDeliveries().replayFailed(found, since));
    }
}
