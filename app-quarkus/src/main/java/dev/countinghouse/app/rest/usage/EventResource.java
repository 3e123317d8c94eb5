package dev.countinghouse.app.rest.usage;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.operations.CallMetrics;
import dev.countinghouse.app.rest.body.Items;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.ports.driving.RecordUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
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
import java.time.InstantSource;
import java.util.ArrayList;
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

    private static final String ONE = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String LINES = "application/x-ndjson";

    private static final String EVENT =
            """
            {"specversion": "1.0", "id": "req-4711", "source": "gateway", "type": "llm.tokens", "subject": "acme",
             "time": "2026-01-31T10:00:00Z", "data": {"tokens": 1200, "model": "gpt-4o", "project": "search"}}""";

    private final BillingEngine engine;
    private final Caller caller;
    private final InstantSource clock;
    private final Counter rejected;

    EventResource(BillingEngine engine, Caller caller, InstantSource clock, CallMetrics metrics) {
        this.engine = engine;
        this.caller = caller;
        this.clock = clock;
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
                        mediaType = ONE,
                        schema = @Schema(implementation = CloudEvent.class),
                        examples = @ExampleObject(name = "event", value = EVENT)),
                @Content(
                        mediaType = BATCH,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = CloudEvent.class),
                        examples = @ExampleObject(name = "batch", value = "[" + EVENT + "]")),
                @Content(
                        mediaType = LINES,
                        schema = @Schema(type = SchemaType.STRING, description = "One event per line"))
            })
    public Items<EventItem> record(@Context HttpHeaders headers, InputStream body) throws IOException {
        Instant now = clock.instant();
        ItemStream<Parsed> stream = new ItemStream<>(json -> EventParser.parse(json, now), EventParser::notJson);
        List<Parsed> events =
                switch (mediaType(headers)) {
                    case ONE -> List.of(stream.one(body));
                    case BATCH -> stream.list(body);
                    case LINES -> stream.lines(body);
                    default ->
                        throw ProblemException.of(
                                Kind.UNSUPPORTED_MEDIA_TYPE,
                                "the body is of " + mediaType(headers) + ", it must be one event as " + ONE
                                        + ", an array of them as " + BATCH + ", or one per line as " + LINES);
                };
        return new Items<>(record(caller.project()
                .map(KeyProject::new)
                .map(key -> events.stream().map(key::applied).toList())
                .orElse(events)));
    }

    private List<EventItem> record(List<Parsed> events) {
        List<Submission> good = new ArrayList<>();
        for (Parsed event : events) {
            if (event instanceof Parsed.Good it) {
                good.add(it.submission());
            }
        }
        List<RecordUsage.Outcome> outcomes = caller.boundTo()
                .map(own -> engine.recordUsage().recordFor(own, good))
                .orElseGet(() -> engine.recordUsage().record(good));
        List<EventItem> items = new ArrayList<>(events.size());
        int next = 0;
        for (Parsed event : events) {
            items.add(
                    event instanceof Parsed.Good it
                            ? EventItem.of(it.submission().key(), outcomes.get(next++))
                            : ((Parsed.Bad) event).item());
        }
        rejected.increment(items.stream()
                .filter(item -> item.status() == EventItem.Status.REJECTED)
                .count());
        return items;
    }

    private static String mediaType(HttpHeaders headers) {
        MediaType type = headers.getMediaType();
        return type == null ? "no media type" : type.getType() + "/" + type.getSubtype();
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
