package dev.countinghouse.app.rest.gate;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A call in one of three forms, which {@link CallReader} makes into one. */
@Schema(
        name = "Call",
        description = "What is about to be done, in one of three forms: the usage event that it will become (`type` and"
                + " `data`), units of a meter (`meter` and `quantity`), or a call of a language model (`model`)")
public record CallBody(
        @Schema(
                        description =
                                "Your own, one for each call: again, it is the same call. 1 to 100 of A-Z, a-z, 0-9,"
                                        + " '_', '.', ':', '@' and '-'. Only a check needs none",
                        examples = "req-4711")
                @Nullable
                String id,
        @Schema(description = "Of the event", examples = "llm.tokens") @Nullable String type,
        @Schema(
                        implementation = Object.class,
                        description = "Of the event, with the most that the call may use",
                        examples = "{\"tokens\": 1200, \"model\": \"gpt-4o\"}")
                @Nullable
                JsonNode data,
        @Schema(description = "One that adds up or counts", examples = "agent_executions") @Nullable String meter,
        @Schema(description = "Units of the meter, 1 where it is absent", examples = "1") @Nullable String quantity,
        @Schema(description = "With `meter` or `model`: what the usage will carry, each a name and a text") @Nullable
                Map<String, @Nullable String> dimensions,
        @Valid @Nullable ModelBody model,
        @Schema(
                        description = "The account must be entitled to, each with the value that is wanted of it",
                        examples = "{\"models\": \"gpt-4o\"}")
                @Nullable
                Map<String, @Nullable String> features,
        @Schema(
                        description = "Of a reservation, ISO 8601: after it what was taken is free again, if nobody has"
                                + " captured it. PT1M where it is absent, at most PT24H",
                        examples = "PT5M")
                @Nullable
                String lasts) {

    /** Where a caller finds what is wrong with the event that a call becomes. */
    String named(String field) {
        boolean ofEvent = field.equals("type") || field.equals("data");
        return !ofEvent || type != null ? field : model != null ? "model" : "meter";
    }

    @Schema(name = "ModelCall", description = "What a call of a language model may use, by the price book")
    public record ModelBody(
            @Schema(description = "As the price book knows it", examples = "openai") @NotBlank String provider,
            @Schema(examples = "gpt-4o") @NotBlank String model,
            @Schema(description = "Of the prompt, counted or estimated", examples = "1200") @NotNull @Min(0)
                    Long inputTokens,
            @Schema(description = "That the model is allowed to answer with", examples = "800") @NotNull @Min(0)
                    Long mostOutputTokens) {}
}
