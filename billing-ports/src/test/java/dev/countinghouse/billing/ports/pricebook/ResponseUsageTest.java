package dev.countinghouse.billing.ports.pricebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countinghouse.billing.domain.cost.CostOutcome;
import dev.countinghouse.billing.domain.cost.TokenUsage;
import dev.countinghouse.billing.domain.cost.UsageKind;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseUsageTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ResponseUsage RESPONSES = PriceBookFile.bundled().responses();

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "openai | {'model': 'm', 'usage': {'prompt_tokens': 7, 'completion_tokens': 3}} | chat",
                "openai | {'model': 'm', 'usage': {'input_tokens': 7, 'output_tokens': 3}} | responses",
                "openai | {'model': 'm', 'usage': {'prompt_tokens': 7}} | embeddings",
                "openai | {'response': {'usage': {'input_tokens': 7, 'output_tokens': 3}}} | realtime",
                "anthropic | {'model': 'm', 'usage': {'prompt_tokens': 7, 'completion_tokens': 3}} | chat",
                "cohere | {'usage': {'tokens': {'input_tokens': 7, 'output_tokens': 3}}} | tokens",
                "cohere | {'usage': {'billed_units': {'input_tokens': 7, 'output_tokens': 3}}} | default",
                "google | {'usageMetadata': {'promptTokenCount': 7}} | default",
            })
    void withoutAFlavourTheFirstThatAppliesIsTaken(String provider, String response, String flavour)
            throws IOException {
        assertThat(RESPONSES.read(provider, json(response)))
                .isInstanceOfSatisfying(UsageOutcome.Extracted.class, read -> {
                    assertThat(read.flavour()).isEqualTo(flavour);
                    assertThat(read.usage().count(UsageKind.INPUT_TOKENS)).isEqualTo(7);
                });
    }

    @Test
    void theTokensAnthropicCountsBesideItsInputAreAddedToIt() throws IOException {
        UsageOutcome outcome = RESPONSES.read(
                "anthropic",
                json(
                        """
                {'model': 'claude-opus-4-5', 'usage': {'input_tokens': 10, 'output_tokens': 5,
                 'cache_read_input_tokens': 100, 'cache_creation_input_tokens': 30,
                 'cache_creation': {'ephemeral_5m_input_tokens': 20, 'ephemeral_1h_input_tokens': 10},
                 'server_tool_use': {'web_search_requests': 2}}}"""));

        assertThat(outcome)
                .isEqualTo(new UsageOutcome.Extracted(
                        "anthropic",
                        "default",
                        "claude-opus-4-5",
                        TokenUsage.reported(Map.of(
                                UsageKind.INPUT_TOKENS, 140L,
                                UsageKind.CACHE_READ_TOKENS, 100L,
                                UsageKind.CACHE_WRITE_TOKENS, 30L,
                                UsageKind.CACHE_WRITE_5M_TOKENS, 20L,
                                UsageKind.CACHE_WRITE_1H_TOKENS, 10L,
                                UsageKind.WEB_SEARCHES, 2L,
                                UsageKind.OUTPUT_TOKENS, 5L))));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'usage': {'prompt_tokens': 7}} | .usage.completion_tokens | is missing, expected a whole number",
                "{'usage': {'prompt_tokens': '7', 'completion_tokens': 1}} | .usage.prompt_tokens | is \"7\", expected a",
                "{'usage': {'prompt_tokens': -7, 'completion_tokens': 1}} | .usage.prompt_tokens | is -7, expected a",
                "{'usage': {'prompt_tokens': 7.5, 'completion_tokens': 1}} | .usage.prompt_tokens | is 7.5, expected",
                "{'usage': {'prompt_tokens': 1e30, 'completion_tokens': 1}} | .usage.prompt_tokens | is 1",
                "{'usage': {'prompt_tokens': 1e999, 'completion_tokens': 1}} | .usage.prompt_tokens | is",
                "{'usage': [1]} | .usage | is [1], expected an object",
                "{'model': 5, 'usage': {}} | .model | is 5, expected the name of a model",
                "{'usage': {'prompt_tokens': 7, 'completion_tokens': 1, 'prompt_tokens_details': 'none'}}"
                        + " | .usage.prompt_tokens_details | is \"none\", expected an object",
            })
    void aMalformedResponseIsAnOutcomeThatNamesThePlace(String response, String path, String problem)
            throws IOException {
        assertThat(RESPONSES.read("openai", "chat", json(response)))
                .isInstanceOfSatisfying(UsageOutcome.Malformed.class, malformed -> {
                    assertThat(malformed.path()).isEqualTo(path);
                    assertThat(malformed.problem()).startsWith(problem);
                });
    }

    @Test
    void aWrongCountIsNotSkippedByReadingAnotherFlavour() throws IOException {
        assertThat(RESPONSES.read("openai", json("{'usage': {'prompt_tokens': 7, 'completion_tokens': 'x'}}")))
                .isInstanceOf(UsageOutcome.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "openai | {'model': 'gpt-5'} | the response has no .usage",
                "openai | {'model': 'gpt-5', 'usage': null} | the response has no .usage",
                "openai | {'model': 'gpt-5', 'usage': {'prompt_tokens': 0, 'completion_tokens': 0}} | .usage counts nothing",
                "google | {'modelVersion': 'gpt-5', 'usageMetadata': {}} | .usageMetadata counts nothing",
            })
    void aResponseWithoutUsageIsAnOutcome(String provider, String response, String reason) throws IOException {
        assertThat(RESPONSES.read(provider, json(response)))
                .isEqualTo(new UsageOutcome.NoUsage(provider, "gpt-5", reason));
    }

    @Test
    void nullDetailsAreAbsentDetails() throws IOException {
        assertThat(RESPONSES.read(
                        "openai",
                        "chat",
                        json("{'usage': {'prompt_tokens': 7, 'completion_tokens': 1, 'prompt_tokens_details': null}}")))
                .isInstanceOf(UsageOutcome.Extracted.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nobody | chat | 'nobody' is no provider of the price book",
                "together | chat | the price book has no rules for reading responses of together",
                "openai | video | there is no API flavour 'video' of openai",
            })
    void whatNobodyKnowsHowToReadIsAnOutcome(String provider, String flavour, String reason) throws IOException {
        assertThat(RESPONSES.read(provider, flavour, json("{}")))
                .isInstanceOfSatisfying(UsageOutcome.NoExtractor.class, none -> assertThat(none.reason())
                        .startsWith(reason));
    }

    @Test
    void aResponseThatIsNoObjectIsMalformed() throws IOException {
        assertThat(RESPONSES.read("openai", json("[]")))
                .isEqualTo(new UsageOutcome.Malformed("openai", ".", "is [], expected an object"));
    }

    /** The example of docs/price-book.md. */
    @Test
    void aResponseIsReadAndPricedInTwoCalls() throws IOException {
        JsonNode response =
                json("{'model': 'claude-sonnet-4-5', 'usage': {'input_tokens': 1000, 'output_tokens': 100}}");
        Instant at = Instant.parse("2025-11-06T12:00:00Z");

        PriceBookFile prices = PriceBookFile.bundled();
        UsageOutcome outcome = prices.responses().read("anthropic", response);
        if (outcome instanceof UsageOutcome.Extracted used) {
            CostOutcome cost = prices.book().cost(used.ref(), used.usage(), at);
            assertThat(cost).isInstanceOfSatisfying(CostOutcome.Priced.class, priced -> assertThat(
                            priced.cost().total())
                    .hasToString("0.0045 USD"));
        } else {
            fail(outcome.toString());
        }
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
