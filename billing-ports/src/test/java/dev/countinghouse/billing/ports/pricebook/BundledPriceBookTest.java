package dev.countinghouse.billing.ports.pricebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.cost.CostOutcome;
import dev.countinghouse.billing.domain.cost.ModelRef;
import dev.countinghouse.billing.domain.cost.Provider;
import dev.countinghouse.billing.domain.cost.ProviderCost;
import dev.countinghouse.billing.domain.cost.ProviderModel;
import dev.countinghouse.billing.domain.cost.TokenUsage;
import dev.countinghouse.billing.domain.cost.UsageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundledPriceBookTest {

    private static final PriceBookFile FILE = PriceBookFile.bundled();
    private static final Map<UsageKind, Long> EACH_100K =
            Map.of(UsageKind.INPUT_TOKENS, 100_000L, UsageKind.OUTPUT_TOKENS, 100_000L);

    @Test
    void itHoldsAllProvidersAndSaysWhereItComesFrom() {
        assertThat(FILE.book().providers()).hasSize(36);
        assertThat(FILE.book().version()).isEqualTo("pydantic/genai-prices@47df840a");
        assertThat(FILE.book().snapshot()).isAfter(LocalDate.of(2026, 9, 1));
    }

    @Test
    void theFourProvidersWithoutRulesForReadingResponsesAreThese() {
        assertThat(FILE.book().providers())
                .filteredOn(
                        provider -> FILE.responses().flavoursOf(provider.id()).isEmpty())
                .extracting(Provider::id)
                .containsExactly("avian", "novita", "together", "voyageai");
    }

    @Test
    void everyModelIsFoundByItsOwnId() {
        for (Provider provider : FILE.book().providers()) {
            for (ProviderModel model : provider.models()) {
                assertThat(provider.model(model.id())).as(provider.id()).contains(model);
            }
        }
    }

    @ParameterizedTest(name = "{0} {1} at {2}: {3} + {4}")
    @CsvSource({
        // the day before and the day after a dated price
        "openai,    o3,                2025-06-09T23:59:59Z, 1,      4",
        "openai,    o3,                2025-06-10T00:00:00Z, 0.2,    0.8",
        "anthropic, claude-sonnet-5,   2026-08-31T23:59:59Z, 0.2,    1",
        "anthropic, claude-sonnet-5,   2026-09-01T00:00:00Z, 0.3,    1.5",
        "google,    gemini-3.7-flash,  2026-12-31T23:59:59Z, 0.075,  0.375",
        "google,    gemini-3.7-flash,  2027-01-01T00:00:00Z, 0.15,   0.75",
        // both sides of DeepSeek's day and night
        "deepseek,  deepseek-chat,     2025-11-06T00:29:59Z, 0.0135, 0.055",
        "deepseek,  deepseek-chat,     2025-11-06T00:30:00Z, 0.027,  0.11",
        "deepseek,  deepseek-chat,     2025-11-06T16:29:59Z, 0.027,  0.11",
        "deepseek,  deepseek-chat,     2025-11-06T16:30:00Z, 0.0135, 0.055",
        "deepseek,  deepseek-chat,     2025-11-07T00:00:00Z, 0.0135, 0.055",
        "deepseek,  deepseek-reasoner, 2025-11-06T12:00:00Z, 0.055,  0.219",
    })
    void theMomentDecidesThePrice(String provider, String model, Instant at, String input, String output) {
        ProviderCost cost = cost(provider, model, EACH_100K, at);
        assertThat(cost.input().value()).hasToString(input);
        assertThat(cost.output().value()).hasToString(output);
    }

    @ParameterizedTest(name = "{0} input tokens: {1} + {2}")
    @CsvSource({"199999, 0.599997, 0.015", "200000, 0.6, 0.015", "200001, 1.200006, 0.0225"})
    void longRequestsPayTheHigherPriceForEverything(long input, String inputDollars, String outputDollars) {
        Map<UsageKind, Long> counts = Map.of(UsageKind.INPUT_TOKENS, input, UsageKind.OUTPUT_TOKENS, 1_000L);
        ProviderCost cost = cost("anthropic", "claude-sonnet-4-6", counts, Instant.parse("2026-03-12T12:00:00Z"));
        assertThat(cost.input().value()).hasToString(inputDollars);
        assertThat(cost.output().value()).hasToString(outputDollars);
    }

    @Test
    void anHourOfCacheCostsMoreThanFiveMinutes() {
        Map<UsageKind, Long> counts = Map.of(
                UsageKind.INPUT_TOKENS, 10_000L,
                UsageKind.CACHE_READ_TOKENS, 4_000L,
                UsageKind.CACHE_WRITE_TOKENS, 5_000L,
                UsageKind.CACHE_WRITE_5M_TOKENS, 3_000L,
                UsageKind.CACHE_WRITE_1H_TOKENS, 2_000L);
        ProviderCost cost = cost("anthropic", "claude-sonnet-4-5", counts, Instant.parse("2025-11-06T12:00:00Z"));
        assertThat(cost.steps())
                .extracting(Object::toString)
                .containsExactly(
                        "1000 input_tokens at 3.00 USD per 1000000 = 0.003 USD",
                        "4000 cache_read_tokens at 0.30 USD per 1000000 = 0.0012 USD",
                        "3000 cache_write_tokens at 3.75 USD per 1000000 = 0.01125 USD",
                        "2000 cache_write_1h_tokens at 6.00 USD per 1000000 = 0.012 USD");
    }

    @Test
    void aPriceIsWhatTheFileSaysDigitForDigit() {
        Map<UsageKind, Long> one = Map.of(UsageKind.INPUT_TOKENS, 1L);
        ProviderCost cost =
                cost("huggingface_together", "Qwen/Qwen3-VL-8B-Instruct", one, Instant.parse("2025-11-06T12:00:00Z"));
        assertThat(cost.input().value()).hasToString("0.00000018000000000000002");
    }

    @ParameterizedTest(name = "{0}/{1} is {2}")
    @CsvSource({
        "google,           claude-sonnet-4-5@20250929,    google/claude-4-sonnet",
        "google,           claude-opus-4-5@20251101,      google/claude-opus-4-5 (priced by anthropic)",
        "azure,            gpt-5-2025-08-07,              azure/gpt-5 (priced by openai)",
        "azure,            claude-sonnet-4-5-20250929,    azure/claude-sonnet-4-5 (priced by anthropic)",
        "bedrock,          us.anthropic.claude-opus-4-5,  aws/regional.anthropic.claude-opus-4-5-v1:0",
        "vertex-ai,        gemini-2.5-pro,                google/gemini-2.5-pro",
        "huggingface-groq, openai/gpt-oss-120b,           huggingface_groq/openai/gpt-oss-120b",
        "xai,              grok-4,                        x-ai/grok-4-0709",
        "'',               claude-opus-4-5,               anthropic/claude-opus-4-5",
        "'',               gpt-5-2025-08-07,              openai/gpt-5",
        "'',               deepseek-chat,                 deepseek/deepseek-chat",
    })
    void modelsAreFoundByAliasByFallbackAndByTheirOwnName(String provider, String model, String meaning) {
        String found = FILE.book()
                .find(ModelRef.of(provider, model))
                .fold(it -> it.model().toString(), Object::toString, Object::toString);
        assertThat(found).isEqualTo(meaning);
    }

    @Test
    void anotherFileReplacesTheSnapshot(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mine.json");
        Files.writeString(
                file,
                """
                [{"id": "acme", "name": "Acme", "api_pattern": "x", "models": [
                    {"id": "m", "match": {"equals": "m"}, "prices": {"input_mtok": 1.10}}]}]
                """);
        PriceBookFile mine = PriceBookFile.read(file, LocalDate.of(2026, 1, 2));

        assertThat(mine.book().version()).isEqualTo("mine.json");
        assertThat(mine.book().snapshot()).isEqualTo("2026-01-02");
        assertThat(mine.book().provider("acme")).isPresent();
    }

    private static ProviderCost cost(String provider, String model, Map<UsageKind, Long> counts, Instant at) {
        CostOutcome outcome = FILE.book().cost(ModelRef.of(provider, model), TokenUsage.reported(counts), at);
        assertThat(outcome).isInstanceOf(CostOutcome.Priced.class);
        return ((CostOutcome.Priced) outcome).cost();
    }
}
