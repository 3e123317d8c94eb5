package dev.countinghouse.app.rest.gate;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a call has used, in one of three forms; {@link CaptureReader} makes it into data of an event. */
@Schema(
        name = "Capture",
        description = "What a call has used: `data`, units of a meter (`meter` and `quantity`) or the `response` of a"
                + " provider. Values that it does not name stay as they were reserved, but of a response all counts are the"
                + " response's. Without any of them just what was reserved is recorded")
public record CaptureBody(
        @Schema(
                        description =
                                "With `data`, the type of the event. Only needed where nobody knows the reservation"
                                        + " any more, so that it is recorded late",
                        examples = "llm.tokens")
                @Nullable
                String type,
        @Schema(implementation = Object.class, examples = "{\"tokens\": 730}") @Nullable JsonNode data,
        @Schema(examples = "agent_executions") @Nullable String meter,
        @Schema(examples = "1") @Nullable String quantity,
        @Valid @Nullable ProviderAnswerBody response,
        @Schema(description = "With `meter` or `response`: what the usage carries besides, each a name and a text")
                @Nullable
                Map<String, @Nullable String> dimensions) {

    @Schema(name = "ProviderAnswer", description = "What the provider of a language model has answered")
    public record ProviderAnswerBody(
            @Schema(description = "As the price book knows it", examples = "openai") @Nullable String provider,
            @Schema(
                            description = "The API that answered, such as chat; found out where it is absent."
                                    + " opentelemetry for the attributes of a GenAI span",
                            examples = "chat")
                    @Nullable
                    String apiFlavor,
            @Schema(implementation = Object.class, description = "The provider's answer as it came") @NotNull
                    JsonNode body) {}
}
