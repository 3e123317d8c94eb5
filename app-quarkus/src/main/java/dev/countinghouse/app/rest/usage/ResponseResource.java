package dev.countinghouse.app.rest.usage;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Items;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.Outcome;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses.ProviderResponse;
import dev.countinghouse.billing.ports.engine.BillingEngine;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/llm")
@Tag(name = "LLM responses", description = "Raw responses of LLM providers as usage, priced by the price book")
public class ResponseResource {

    private static final String LINES = "application/x-ndjson";

    private static final String RESPONSE =
            """
            {"id": "chatcmpl-1", "source": "gateway", "subject": "acme", "time": "2026-01-31T10:00:00Z",
             "provider": "openai", "apiFlavor": "chat", "dimensions": {"project": "search"},
             "response": {"model": "gpt-4o", "usage": {"prompt_tokens": 1000, "completion_tokens": 200}}}""";

    private final BillingEngine engine;
    private final Caller caller;

    ResponseResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @POST
    @Path("/responses")
    @Consumes({MediaType.APPLICATION_JSON, LINES})
    @RolesAllowed(Permission.WRITE)
    @Operation(
            operationId = "recordResponses",
            summary = "Record responses of LLM providers",
            description =
                    "Reads the usage out of what the provider answered, prices it, and records it as an event of type"
                            + " llm.response. One object is answered with one item; an array, or one object per line, with"
                            + " an item for each.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema =
                                @Schema(
                                        oneOf = {ResponseBody.class, ResponseBody[].class},
                                        description = "One response or an array of them"),
                        examples = @ExampleObject(name = "one", value = RESPONSE)),
                @Content(mediaType = LINES, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(oneOf = {ResponseItem.class, ResponseItems.class})))
    public Object record(@Context HttpHeaders headers, InputStream body) throws IOException {
        RecordProviderResponses port = engine.recordProviderResponses();
        return answer(
                attributed(read(headers, body, true)),
                responses -> caller.boundTo()
                        .map(own -> port.recordFor(own, responses))
                        .orElseGet(() -> port.record(responses)),
                ResponseItem::recorded);
    }

    @POST
    @Path("/price")
    @Consumes({MediaType.APPLICATION_JSON, LINES})
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "priceResponses",
            summary = "Price responses of LLM providers",
            description =
                    "As recording does it, but nothing is stored; id, source and subject are optional. Prices are those of"
                            + " `time`, now if it is absent.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(oneOf = {ResponseBody.class, ResponseBody[].class}),
                        examples = @ExampleObject(name = "one", value = RESPONSE)),
                @Content(mediaType = LINES, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(oneOf = {ResponseItem.class, ResponseItems.class})))
    public Object price(@Context HttpHeaders headers, InputStream body) throws IOException {
        return answer(read(headers, body, false), engine.recordProviderResponses()::price, ResponseItem::priced);
    }

    private ItemStream.OneOrMany<ResponseParser.Parsed> attributed(ItemStream.OneOrMany<ResponseParser.Parsed> sent) {
        return caller.project()
                .map(KeyProject::new)
                .map(key -> new ItemStream.OneOrMany<>(
                        sent.one(), sent.items().stream().map(key::applied).toList()))
                .orElse(sent);
    }

    private ItemStream.OneOrMany<ResponseParser.Parsed> read(HttpHeaders headers, InputStream body, boolean recording)
            throws IOException {
        MediaType type = headers.getMediaType();
        if (type == null) {
            throw ProblemException.of(
                    Kind.UNSUPPORTED_MEDIA_TYPE,
                    "the body has no media type, it must be " + MediaType.APPLICATION_JSON + ", or one per line as "
                            + LINES);
        }
        ItemStream<ResponseParser.Parsed> stream = new ItemStream<>(
                json -> ResponseParser.parse(json, engine.readTime()::nowOf, recording), ResponseParser::rejected);
        return type.getSubtype().equals("x-ndjson")
                ? new ItemStream.OneOrMany<>(false, stream.lines(body))
                : stream.oneOrMany(body);
    }

    private interface ItemOf {
        ResponseItem of(@Nullable String id, @Nullable String source, Outcome outcome);
    }

    private static Object answer(
            ItemStream.OneOrMany<ResponseParser.Parsed> parsed,
            Function<List<ProviderResponse>, List<Outcome>> port,
            ItemOf itemOf) {
        List<ProviderResponse> good = new ArrayList<>();
        parsed.items().forEach(each -> each.response().ifPresent(good::add));
        List<Outcome> outcomes = port.apply(good);
        List<ResponseItem> items = new ArrayList<>();
        int next = 0;
        for (ResponseParser.Parsed each : parsed.items()) {
            items.add(
                    each.rejected().isPresent()
                            ? each.rejected().get()
                            : itemOf.of(each.id(), each.source(), outcomes.get(next++)));
        }
        return parsed.one() ? items.get(0) : new Items<>(items);
    }

    @Schema(name = "ResponseItems")
    record ResponseItems(List<ResponseItem> items) {}

    /** For the description only; bodies are read off the token stream. */
    @Schema(name = "ProviderResponse", description = "What an LLM provider answered, and to whom it is to be counted")
    record ResponseBody(
            @Schema(description = "Unique in its source; needed to record", maxLength = 255) String id,
            @Schema(description = "What sent it; needed to record", maxLength = 255) String source,
            @Schema(description = "The account's id or one of its subjects; needed to record", maxLength = 255)
                    String subject,
            @Schema(description = "RFC 3339; now where it is absent") Instant time,
            @Schema(description = "As the price book knows it", examples = "openai") String provider,
            @Schema(
                            description =
                                    "The API that answered, such as chat or responses; found out where it is absent."
                                            + " opentelemetry for the attributes of a GenAI span",
                            examples = "chat")
                    String apiFlavor,
            @Schema(required = true, type = SchemaType.OBJECT, description = "The provider's answer as it came")
                    Object response,
            @Schema(description = "What the usage is grouped by", examples = "{\"project\": \"search\"}")
                    Map<String, String> dimensions) {}
}
