package dev.countinghouse.billing.ports.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every cell of source E: tokens per model and direction, e-mails, storage, functions. */
class CostDashboardTableTest {

    private static final String MILLION = "1000000";

    private final Prices prices = Prices.of(ExampleCatalogue.COST_DASHBOARD);

    @ParameterizedTest
    @CsvSource({
        "gpt-4o,      input,  2.5 USD",
        "gpt-4o,      output, 10 USD",
        "gpt-4o-mini, input,  0.15 USD",
        "gpt-4o-mini, output, 0.6 USD",
    })
    void tokensCostPerMillion(String model, String direction, String amount) {
        assertThat(tokens(model, direction, MILLION)).isEqualTo(amount);
    }

    @Test
    void aSingleTokenKeepsItsExactPrice() {
        assertThat(tokens("gpt-4o-mini", "input", "1")).isEqualTo("0.00000015 USD");
    }

    @ParameterizedTest
    @CsvSource({"ses, 1000, 0.1 USD", "s3, 1, 0.023 USD", "lambda, 1000000, 0.2 USD"})
    void cloudServicesCost(String charge, String quantity, String amount) {
        assertThat(prices.price("providers", charge, Use.of(quantity))).isEqualTo(amount);
    }

    private String tokens(String model, String direction, String quantity) {
        return prices.price("providers", "openai", Use.of(quantity, Map.of("model", model, "token_type", direction)));
    }
}
