package dev.countinghouse.app.rest.usage;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.operations.CallMetrics;
import dev.countinghouse.app.rest.body.Items;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.micrometer.core.instrument.Counter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/events")
@Tag(name = "Usage", description = "What was used: taking it in and reading it")
public class EventResource {

    private static final String EVENT =
            """
            {"specversion": "1.0", "id": "req-4711", "source": "gateway", "type": "llm.tokens", "subject": "acme",
             "time": "2026-01-31T10:00:00Z", "data": {"tokens": 1200, "model": "gpt-4o", "project": "search"}}""";

    private final BillingEngine engine;
    private final Caller caller;
    private final Counter rejected;

    EventResource(BillingEngine engine, Caller caller, CallMetrics metrics) {
        this.engine = engine;
        this.caller = caller;
        this.rejected = metrics.rejectedEvents();
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Permission.WRITE)
    @Operation(
            operationId = "recordEvents",
            summary = "Record usage events",
            description =
                    "CloudEvents 1.0. Answers 200 when all that is accepted is stored durably, with an outcome per event in"
                            + " their order. `source` and `id` make an event unique in its account: sent again it is a"
                            + " duplicate and counts once.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = EventBatch.ONE,
                        schema = @Schema(implementation = CloudEvent.class),
                        examples = @ExampleObject(name = "event", value = EVENT)),
                @Content(
                        mediaType = EventBatch.BATCH,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = CloudEvent.class),
                        examples = @ExampleObject(name = "batch", value = "[" + EVENT + "]")),
                @Content(
                        mediaType = EventBatch.LINES,
                        schema = @Schema(type = SchemaType.STRING, description = "One event per line"))
            })
    public Items<EventItem> record(@Context HttpHeaders headers, InputStream body) throws IOException {
        List<EventItem> items = EventBatch.read(headers, body, engine.readTime()::nowOf)
                .ofProject(caller.project())
                .items(good -> caller.boundTo()
                        .map(own -> engine.recordUsage().recordFor(own, good))
                        .orElseGet(() -> engine.recordUsage().record(good)));
        rejected.increment(items.stream()
                .filter(item -> item.status() == EventItem.Status.REJECTED)
                .count());
        return new Items<>(items);
    }

    /** For the description only; events are read off the token stream. */
    @Schema(name = "CloudEvent", description = "A CloudEvent 1.0; further attributes are allowed and not kept")
    record CloudEvent(
            @Schema(required = true, examples = "1.0") String specversion,
            @Schema(required = true, description = "Unique in its source", maxLength = 255) String id,
            @Schema(required = true, description = "What sent it", maxLength = 255) String source,
            @Schema(required = true, description = "Meters count events by it", maxLength = 255) String type,
            @Schema(required = true, description = "The account's id or one of its subjects", maxLength = 255)
                    String subject,
            @Schema(description = "RFC 3339; the time of arrival where it is absent") Instant time,
            @Schema(
                            type = SchemaType.OBJECT,
                            description =
                                    "What was used and by what it is grouped; kept whether a meter knows it or not")
                    Object data) {}
}
