package dev.countinghouse.billing.ports.pricebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PriceBookFormatTest {

    private static final String PRICES = ".[0].models[0].prices";
    private static final String MAPPING = ".[0].extractors[0].mappings[0]";

    static List<Arguments> mistakes() {
        return List.of(
                mistake("", ". is empty, expected a list of providers"),
                mistake("{}", ". is {}, expected a list of providers"),
                mistake("[]", ". is [], expected a list of providers with at least one element"),
                mistake("[7]", ".[0] is 7, expected an object"),
                mistake("[{\"id\": \"a\"", "line 1, column"),
                mistake("[{\"id\": \"a\", \"id\": \"b\"}]", "line 1, column 18 is not JSON: Duplicate field 'id'"),
                mistake("[{\"name\": \"A\"}]", ".[0].id is missing, expected the id of a provider"),
                mistake(
                        "[{\"id\": \"a b\", \"name\": \"A\", \"models\": []}]",
                        ".[0] is wrong: the id 'a b' is empty or"),
                mistake(
                        "[{\"id\": \"a\", \"nam\": \"A\"}]",
                        ".[0].nam is not a known field, expected one of api_pattern,"),
                mistake(provider("\"fallback_model_providers\": [\"b\"]"), ". is wrong: provider a falls back to 'b'"),
                mistake(
                        provider("\"model_match\": {\"begins\": \"x\"}"),
                        ".[0].model_match is {\"begins\":\"x\"}, expected an"),
                mistake(provider("\"model_match\": {\"regex\": \"(\"}"), ".[0].model_match.regex is wrong: '(' is not"),
                mistake(
                        provider("\"model_match\": {\"or\": []}"),
                        ".[0].model_match.or is [], expected a list of match"),
                mistake(
                        prices("{\"input_mtok\": \"3\"}"),
                        PRICES + ".input_mtok is \"3\", expected a number, the price in USD"),
                mistake(
                        prices("{\"input_mtok\": -3}"),
                        PRICES + ".input_mtok is wrong: the price -3.00 USD per 1000000 is"),
                mistake(
                        prices("{\"input_mtok\": 1e99}"),
                        PRICES + ".input_mtok is wrong: '1E+99' has more than 40 digits"),
                mistake(
                        prices("{\"imput_mtok\": 3}"),
                        PRICES + ".imput_mtok is not a kind of price, expected for example"),
                mistake(
                        prices("{\"input_mtok\": {\"base\": 1, \"tiers\": [{\"start\": 1.5, \"price\": 2}]}}"),
                        PRICES + ".input_mtok.tiers[0].start is 1.5, expected a whole number of input tokens"),
                mistake(
                        prices("{\"input_mtok\": {\"base\": 1, \"tiers\": [{\"start\": 9, \"price\": 2},"
                                + " {\"start\": 9, \"price\": 3}]}}"),
                        PRICES + ".input_mtok is wrong: tier 9 follows tier 9, tiers are listed in ascending order"),
                mistake(
                        prices("{\"input_mtok\": {\"tiers\": []}}"),
                        PRICES + ".input_mtok.base is missing, expected the price"),
                mistake(
                        prices("{\"input_mtok\": 1, \"cache_read_mtok\": 1, \"input_audio_mtok\": 1}"),
                        PRICES
                                + " is wrong: input_audio_mtok and cache_read_mtok are priced but cache_audio_read_mtok"),
                mistake(
                        prices("[]"),
                        PRICES + " is [], expected a list of conditional prices with at least one element"),
                mistake(
                        prices("[{\"constraint\": {\"start_date\": \"2026-02-30\"}, \"prices\": {}}]"),
                        PRICES + "[0].constraint.start_date is \"2026-02-30\", expected a date such as 2026-03-13"),
                mistake(
                        prices(
                                "[{\"constraint\": {\"start_time\": \"08:00:00\", \"end_time\": \"09:00:00Z\"}, \"prices\": {}}]"),
                        PRICES
                                + "[0].constraint.start_time is \"08:00:00\", expected a time of day with its offset, such as"),
                mistake(
                        prices("[{\"constraint\": {}, \"prices\": {}}]"),
                        PRICES + "[0].constraint.start_time is missing, expected a time of day with its offset"),
                mistake(
                        mapping("\"path\": \"a\", \"dest\": \"tokens\""),
                        MAPPING + ".dest is \"tokens\", expected a kind of usage"),
                mistake(
                        mapping("\"dest\": \"input_tokens\""),
                        MAPPING + ".path is missing, expected a field's name or a list"),
                mistake(
                        mapping("\"path\": \"a\", \"dest\": \"input_tokens\", \"required\": \"no\""),
                        MAPPING + ".required is \"no\", expected true or false"),
                mistake(
                        mapping(
                                "\"path\": [\"a\", {\"type\": \"index\", \"field\": \"b\"}], \"dest\": \"input_tokens\""),
                        MAPPING + ".path[1].type is \"index\", expected array-match"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("mistakes")
    void aMistakeIsRefusedWithItsPlaceWhatStandsThereAndWhatWouldBeRight(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(PriceBookFormatException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void theSmallestPriceBookIsOneProviderWithoutModels() throws IOException {
        PriceBookFile file = read(provider("\"description\": \"x\""));
        assertThat(file.book().providers()).hasSize(1);
        assertThat(file.responses().flavoursOf("a")).isEmpty();
    }

    private static Arguments mistake(String json, String message) {
        return Arguments.of(json, message);
    }

    private static String provider(String field) {
        return "[{\"id\": \"a\", \"name\": \"A\", \"api_pattern\": \"x\", \"models\": [], " + field + "}]";
    }

    private static String prices(String prices) {
        return "[{\"id\": \"a\", \"name\": \"A\", \"api_pattern\": \"x\", \"models\": [{\"id\": \"m\", \"match\":"
                + " {\"equals\": \"m\"}, \"prices\": " + prices + "}]}]";
    }

    private static String mapping(String mapping) {
        return provider("\"extractors\": [{\"root\": \"usage\", \"mappings\": [{" + mapping + "}]}]");
    }

    private static PriceBookFile read(String json) throws IOException {
        return PriceBookFile.read(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), LocalDate.of(2026, 1, 1), "test");
    }
}
