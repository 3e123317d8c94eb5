package dev.countinghouse.billing.ports.pricebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countinghouse.billing.domain.cost.TokenUsage;
import dev.countinghouse.billing.domain.cost.UsageKind;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenEstimatorTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TokenEstimator estimator = new TokenEstimator();

    @Test
    void textIsCountedAndMarkedAsEstimated() {
        assertThat(estimator.estimate("hello world", "Hi!"))
                .isEqualTo(TokenUsage.estimate(Map.of(UsageKind.INPUT_TOKENS, 2L, UsageKind.OUTPUT_TOKENS, 2L)));
    }

    @Test
    void controlTokensInTextAreText() {
        assertThat(estimator.estimate("<|endoftext|>", "").count(UsageKind.INPUT_TOKENS))
                .isGreaterThan(1);
    }

    @Test
    void chatCompletionsAreCounted() throws IOException {
        assertTwoTokensEach(
                "{'model': 'x', 'messages': [{'role': 'user', 'content': 'hello world'}]}",
                "{'id': 'abc', 'choices': [{'message': {'role': 'assistant', 'content': 'hello world'}}]}");
    }

    @Test
    void messagesWithPartsAreCountedWithoutTheirImages() throws IOException {
        assertTwoTokensEach(
                "{'messages': [{'role': 'user', 'content': [{'type': 'text', 'text': 'hello world'},"
                        + " {'type': 'image', 'source': {'data': 'aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ='}}]}]}",
                "{'content': [{'type': 'text', 'text': 'hello world'}]}");
    }

    @Test
    void responsesAndGenerateContentAreCounted() throws IOException {
        assertTwoTokensEach(
                "{'input': 'hello world'}",
                "{'instructions': 'echoed', 'output': [{'content': [{'type': 'output_text', 'text': 'hello world'}]}]}");
        assertTwoTokensEach(
                "{'contents': [{'role': 'user', 'parts': [{'text': 'hello world'}]}]}",
                "{'candidates': [{'content': {'parts': [{'text': 'hello world'}]}}]}");
    }

    @Test
    void whatToolsAreCalledWithIsCountedAsJson() throws IOException {
        String arguments = "{\"city\":\"Paris\"}";
        long expected = estimator.estimate("", arguments).count(UsageKind.OUTPUT_TOKENS);
        assertThat(estimator.estimate(
                        json("{}"), json("{'content': [{'type': 'tool_use', 'input': {'city': 'Paris'}}]}")))
                .map(usage -> usage.count(UsageKind.OUTPUT_TOKENS))
                .contains(expected);
    }

    @Test
    void withoutTextThereIsNoEstimate() throws IOException {
        assertThat(estimator.estimate(json("{'model': 'x'}"), json("[]"))).isEmpty();
    }

    private void assertTwoTokensEach(String request, String response) throws IOException {
        assertThat(estimator.estimate(json(request), json(response)))
                .contains(TokenUsage.estimate(Map.of(UsageKind.INPUT_TOKENS, 2L, UsageKind.OUTPUT_TOKENS, 2L)));
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
