package dev.countinghouse.billing.ports.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.billing.domain.cost.TokenUsage;
import dev.countinghouse.billing.domain.cost.UsageKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads model and usage from the attributes of an OpenTelemetry GenAI span, a JSON object keyed by attribute name.
 *
 * <p>By the semantic conventions {@code gen_ai.usage.input_tokens} includes the tokens read from and written to a cache,
 * as {@code TokenUsage} does. Names of earlier conventions are read where the present one is absent.
 */
public final class OpenTelemetryUsage {

    /** Names in the conventions that the price book's aliases miss or, as {@code azure.ai.openai}, misunderstand. */
    private static final Map<String, String> PROVIDERS = Map.of(
            "azure.ai.openai", "azure",
            "azure.ai.inference", "azure",
            "az.ai.openai", "azure",
            "az.ai.inference", "azure",
            "aws.bedrock", "aws",
            "gcp.gen_ai", "google",
            "gcp.gemini", "google",
            "gcp.vertex_ai", "google",
            "x_ai", "x-ai");

    private static final List<String> PROVIDER = List.of("gen_ai.provider.name", "gen_ai.system");
    private static final List<String> MODEL = List.of("gen_ai.response.model", "gen_ai.request.model");
    private static final Map<UsageKind, List<String>> COUNTS = Map.of(
            UsageKind.INPUT_TOKENS, List.of("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
            UsageKind.OUTPUT_TOKENS, List.of("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
            UsageKind.CACHE_READ_TOKENS, List.of("gen_ai.usage.cache_read.input_tokens"),
            UsageKind.CACHE_WRITE_TOKENS, List.of("gen_ai.usage.cache_creation.input_tokens"));

    private static final String FLAVOUR = "opentelemetry";
    private static final String A_COUNT = "a whole number from 0 to " + TokenUsage.MAX_COUNT;

    private OpenTelemetryUsage() {}

    /** The outcome's flavour is {@code opentelemetry}; its provider is empty if the span names none. */
    public static UsageOutcome read(JsonNode attributes) {
        JsonAt json = JsonAt.root(attributes);
        try {
            String provider = text(json, PROVIDER);
            String id = PROVIDERS.getOrDefault(provider, provider);
            String model = text(json, MODEL);
            TokenUsage usage = usage(json);
            return usage.isEmpty()
                    ? new UsageOutcome.NoUsage(id, model, "no gen_ai.usage attribute counts anything")
                    : new UsageOutcome.Extracted(id, FLAVOUR, model, usage);
        } catch (WrongJsonException wrong) {
            return new UsageOutcome.Malformed("", wrong.path(), wrong.problem());
        }
    }

    private static TokenUsage usage(JsonAt json) {
        Map<UsageKind, Long> counts = new EnumMap<>(UsageKind.class);
        COUNTS.forEach((kind, names) ->
                first(json, names).ifPresent(value -> counts.put(kind, value.count(TokenUsage.MAX_COUNT, A_COUNT))));
        return TokenUsage.reported(counts);
    }

    private static String text(JsonAt json, List<String> names) {
        return first(json, names).map(value -> value.text("a name")).orElse("");
    }

    private static Optional<JsonAt> first(JsonAt json, List<String> names) {
        return names.stream().flatMap(name -> json.optional(name).stream()).findFirst();
    }
}
