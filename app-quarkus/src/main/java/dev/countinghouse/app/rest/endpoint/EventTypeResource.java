package dev.countinghouse.app.rest.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.ports.events.EventType;
import dev.countinghouse.billing.ports.events.EventTypes;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path("/event-types")
@Tag(name = "Endpoints")
public class EventTypeResource {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final ObjectMapper json;

    EventTypeResource(ObjectMapper json) {
        this.json = json;
    }

    @Schema(name = "EventType", description = "A type of message that endpoints are told")
    public record EventTypeBody(
            @Schema(examples = "invoice.issued") String type,
            @Schema(description = "Of what it says; it only ever gains optional fields", examples = "1") int version,
            String description,
            @Schema(description = "JSON Schema of the whole message: type, timestamp and data")
                    Map<String, Object> schema) {}

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listEventTypes", summary = "List the types of messages there are")
    public Page<EventTypeBody> list() {
        return Page.whole(EventTypes.all(), this::body);
    }

    @GET
    @Path("/{type}")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readEventType", summary = "Read what a type of message says")
    public EventTypeBody read(@RestPath String type) {
        return EventTypes.find(type)
                .map(this::body)
                .orElseThrow(() -> ProblemException.notFound("type of message '" + type + "'"));
    }

    private EventTypeBody body(EventType type) {
        try {
            return new EventTypeBody(
                    type.name(), type.version(), type.description(), json.readValue(type.schema(), OBJECT));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the schema of " + type.name() + " is not JSON", impossible);
        }
    }
}
