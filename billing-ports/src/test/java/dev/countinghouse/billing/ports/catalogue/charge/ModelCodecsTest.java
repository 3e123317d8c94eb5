package dev.countinghouse.billing.ports.catalogue.charge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import dev.countinghouse.billing.ports.catalogue.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCodecsTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final Currency USD = Currency.getInstance("USD");

    @Test
    void everyChargeModelHasACodec() {
        assertThat(ModelCodecs.types()).containsExactlyInAnyOrder(ChargeModel.class.getPermittedSubclasses());
    }

    @Test
    void theSchemaKnowsEveryModel() throws IOException {
        JsonNode charge;
        try (InputStream schema =
                ModelCodecs.class.getResourceAsStream("/dev/countinghouse/catalogue/catalogue.schema.json")) {
            charge = JSON.readTree(schema).at("/$defs/charge");
        }
        List<String> choices = new ArrayList<>();
        charge.path("oneOf")
                .forEach(choice -> choices.add(choice.at("/required/0").asText()));
        assertThat(choices).containsExactlyElementsOf(ModelCodecs.names());
        ModelCodecs.names()
                .forEach(name -> assertThat(charge.path("properties").has(name)).isTrue());
    }

    /** Written as it was read: the canonical form of each model, defaults left out. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "fee         | 99.00",
                "per_unit    | {\"price\":0.01,\"per\":1000}",
                "per_unit    | {\"price\":0.00000000375}",
                "package     | {\"price\":5.00,\"size\":1000}",
                "package     | {\"price\":5.00,\"size\":1000,\"free\":0.5,\"round\":\"down\"}",
                "graduated   | {\"tiers\":[{\"up_to\":100,\"price\":1.00},{\"price\":0.50,\"per\":10,\"fee\":3.00}]}",
                "volume      | {\"tiers\":[{\"price\":1.00}],\"fee_at_zero\":false}",
                "percentage  | {\"percent\":2.90}",
                "percentage  | {\"percent\":2.90,\"fee\":0.3,\"free_events\":3,\"free_value\":500,\"minimum\":0.001,\"maximum\":20}",
                "graduated_percentage | {\"tiers\":[{\"up_to\":1000,\"percent\":2.90,\"fee\":5.00},{\"percent\":0.125}],\"fee_at_zero\":false}",
                "dynamic     | {\"property\":\"cost\"}",
                "dynamic     | {\"property\":\"cost\",\"multiplier\":1.2}",
                "matrix      | {\"dimensions\":[\"a\",\"b\"],\"cells\":[{\"a\":\"x\",\"b\":\"\",\"price\":1.00}],\"otherwise\":{\"price\":2.00}}",
                "threshold   | {\"property\":\"n\",\"above\":200000,\"rate\":{\"price\":3.00},\"rate_above\":{\"price\":6.00}}",
                "time_of_day | {\"windows\":[{\"days\":[\"mon\",\"sun\"],\"from\":\"22:00\",\"to\":\"24:00\",\"price\":1.00}],"
                        + "\"otherwise\":{\"price\":2.00}}",
            })
    void theCanonicalFormIsWrittenAsItWasRead(String name, String json) throws IOException {
        assertThat(JSON.writeValueAsString(ModelCodecs.write(read(name, json)))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "per_unit    | 0.10 | {\"price\":0.10}",
                "time_of_day | {windows: [{from: \"08:00\", to: \"24:00\", price: 1}], otherwise: 2} "
                        + "| {\"windows\":[{\"days\":[\"mon\",\"tue\",\"wed\",\"thu\",\"fri\",\"sat\",\"sun\"],\"from\":\"08:00\","
                        + "\"to\":\"24:00\",\"price\":1.00}],\"otherwise\":{\"price\":2.00}}",
            })
    void shortFormsAreWrittenInFull(String name, String yaml, String json) throws IOException {
        assertThat(JSON.writeValueAsString(ModelCodecs.write(read(name, yaml)))).isEqualTo(json);
    }

    private static ChargeModel read(String name, String text) {
        Problems problems = new Problems();
        Node node = SourceText.parse(text, problems).orElseThrow();
        return ModelCodecs.read(name, node, USD, problems)
                .orElseThrow(() -> new AssertionError(problems.list().toString()));
    }
}
