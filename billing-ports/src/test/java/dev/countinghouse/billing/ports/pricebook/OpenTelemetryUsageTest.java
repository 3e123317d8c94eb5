package dev.countinghouse.billing.ports.pricebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countinghouse.billing.domain.cost.ModelLookup;
import dev.countinghouse.billing.domain.cost.TokenUsage;
import dev.countinghouse.billing.domain.cost.UsageKind;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenTelemetryUsageTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final PriceBookFile PRICES = PriceBookFile.bundled();

    @Test
    void presentNamesAreRead() throws IOException {
        UsageOutcome outcome = OpenTelemetryUsage.read(
                json(
                        """
                {'gen_ai.provider.name': 'anthropic', 'gen_ai.request.model': 'claude-opus-latest',
                 'gen_ai.response.model': 'claude-opus-4-5', 'gen_ai.usage.input_tokens': 100,
                 'gen_ai.usage.output_tokens': 20, 'gen_ai.usage.cache_read.input_tokens': 60,
                 'gen_ai.usage.cache_creation.input_tokens': 10}"""));

        assertThat(outcome)
                .isEqualTo(new UsageOutcome.Extracted(
                        "anthropic",
                        "opentelemetry",
                        "claude-opus-4-5",
                        TokenUsage.reported(Map.of(
                                UsageKind.INPUT_TOKENS, 100L,
                                UsageKind.OUTPUT_TOKENS, 20L,
                                UsageKind.CACHE_READ_TOKENS, 60L,
                                UsageKind.CACHE_WRITE_TOKENS, 10L))));
    }

    @Test
    void earlierNamesAreReadWherePresentOnesAreAbsent() throws IOException {
        UsageOutcome outcome = OpenTelemetryUsage.read(
                json(
                        """
                {'gen_ai.system': 'openai', 'gen_ai.request.model': 'gpt-4o', 'gen_ai.usage.input_tokens': 8,
                 'gen_ai.usage.prompt_tokens': 9, 'gen_ai.usage.completion_tokens': 3}"""));

        assertThat(outcome)
                .isEqualTo(new UsageOutcome.Extracted(
                        "openai",
                        "opentelemetry",
                        "gpt-4o",
                        TokenUsage.reported(Map.of(UsageKind.INPUT_TOKENS, 8L, UsageKind.OUTPUT_TOKENS, 3L))));
    }

    @ParameterizedTest
    @CsvSource({
        "azure.ai.openai, gpt-4o,                     azure/gpt-4o (priced by openai)",
        "aws.bedrock,     anthropic.claude-opus-4-5,  aws/regional.anthropic.claude-opus-4-5-v1:0",
        "gcp.gen_ai,      gemini-2.5-pro,             google/gemini-2.5-pro",
        "x_ai,            grok-4,                     x-ai/grok-4-0709",
        "mistral_ai,      mistral-large-latest,       mistral/mistral-large",
        "moonshot_ai,     kimi-k2.5,                  moonshotai/kimi-k2.5",
    })
    void providersOfTheConventionsAreFoundInThePriceBook(String provider, String model, String meaning)
            throws IOException {
        UsageOutcome outcome = OpenTelemetryUsage.read(json("{'gen_ai.provider.name': '" + provider
                + "', 'gen_ai.request.model': '" + model + "', 'gen_ai.usage.input_tokens': 1}"));

        ModelLookup lookup = PRICES.book().find(((UsageOutcome.Extracted) outcome).ref());
        assertThat(lookup.<String>fold(found -> found.model().toString(), Object::toString, Object::toString))
                .isEqualTo(meaning);
    }

    @Test
    void spansWithoutUsageAndWithWrongUsageAreOutcomes() throws IOException {
        assertThat(OpenTelemetryUsage.read(json("{'gen_ai.system': 'openai'}")))
                .isEqualTo(new UsageOutcome.NoUsage("openai", "", "no gen_ai.usage attribute counts anything"));
        assertThat(OpenTelemetryUsage.read(json("{'gen_ai.usage.input_tokens': 'many'}")))
                .isInstanceOfSatisfying(UsageOutcome.Malformed.class, wrong -> assertThat(wrong.path())
                        .isEqualTo(".gen_ai.usage.input_tokens"));
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
