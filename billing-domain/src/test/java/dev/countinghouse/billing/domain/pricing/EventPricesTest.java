package dev.countinghouse.billing.domain.pricing;

import static dev.countinghouse.billing.domain.metering.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.money.Rate;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flat, per unit, dynamic, threshold and matrix prices. */
class EventPricesTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant START = EventsUse.START;

    @ParameterizedTest
    @CsvSource({"USD, 19.99", "JPY, 1500", "BHD, 7.125", "USD, 0"})
    void aFlatFeeIsTheSameWhateverIsUsed(String code, String fee) {
        FlatFee model = new FlatFee(Money.parse(fee, Currency.getInstance(code)));
        for (String used : List.of("0", "100.5", "1e30")) {
            assertThat(Priced.of(model, Quantity.of(used))).hasToString(fee + " " + code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.0375, USD, 3600, 0, 0",
        "0.0375, USD, 3600, 7, 7/96000",
        "0.0375, USD, 3600, 3500, 7/192",
        "3.00, USD, 1000000, 100.5, 0.0003015",
        "0.00375, USD, 1000000, 1, 0.00000000375",
        "0.00375, USD, 1000000, 1000000000000000.5, 3750000.000000001875",
        "1.5, JPY, 1000, 1234, 1.851",
        "0.0125, BHD, 1, 7, 0.0875",
        "5, USD, 1, 1e30, 5000000000000000000000000000000",
    })
    void everyUnitCostsTheSame(String price, String code, long per, String quantity, String expected) {
        PerUnit model = new PerUnit(Rate.of(price, Currency.getInstance(code), per));
        assertThat(Priced.of(model, Quantity.of(quantity))).hasToString(expected + " " + code);
    }

    @Test
    void sevenSecondsFiveHundredTimesCostWhatAllOfThemCostAtOnce() {
        PerUnit model = new PerUnit(Rate.of("0.0375", USD, 3_600));
        Fraction oneByOne = Fraction.ZERO;
        for (int i = 0; i < 500; i++) {
            oneByOne = oneByOne.plus(Priced.of(model, Quantity.after(Integer.toString(7 * i), "7"))
                    .value());
        }
        assertThat(oneByOne).isEqualTo(Fraction.of(7, 192));
        assertThat(Priced.of(model, Quantity.of("3500")).value()).isEqualTo(Fraction.of(7, 192));
    }

    @Test
    void aDynamicPriceIsTheAmountInTheEventTimesTheMultiplier() {
        EventsUse use = EventsUse.of(List.of(
                event("1", START, "n", 1, "cost", 0.1),
                event("2", START.plusSeconds(1), "n", 1, "cost", "0.25"),
                event("3", START.plusSeconds(2), "n", 1),
                event("4", START.plusSeconds(3), "n", 1, "cost", -0.05)));
        assertThat(Priced.of(new Dynamic(USD, "cost", Fraction.parse("1.2")), use))
                .hasToString("0.36 USD");
        assertThat(Priced.of(new Dynamic(USD, "cost", Fraction.of(1, 3)), use)).hasToString("0.1 USD");
        assertThat(Priced.of(new Dynamic(USD, "cost", Fraction.ZERO), use)).hasToString("0 USD");
        assertThat(Priced.of(new Dynamic(USD, "cost", Fraction.ONE), use.from(1)))
                .hasToString("0.2 USD");
        assertThat(Priced.of(new Dynamic(USD, "cost", Fraction.ONE), EventsUse.of(List.of())))
                .hasToString("0 USD");
    }

    /** 3.00 USD per million, 6.00 above 200,000 in one event. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "199999, 0.599997",
        "200000, 0.6",
        "200000.5, 1.200003",
        "200001, 1.200006",
        "200000 200001, 1.800006",
        "150000 150000, 0.9",
    })
    void anEventAboveTheThresholdIsPricedWhollyAtTheHigherRate(String values, String expected) {
        Threshold model = new Threshold(
                "n", Fraction.of(200_000), Rate.of("3.00", USD, 1_000_000), Rate.of("6.00", USD, 1_000_000));
        assertThat(Priced.of(model, EventsUse.of(values.split(" ")))).hasToString(expected + " USD");
    }

    @Test
    void theThresholdMayLookAtAnotherNumberThanTheOnePriced() {
        Threshold output = new Threshold(
                "input", Fraction.of(200_000), Rate.of("15", USD, 1_000_000), Rate.of("22.5", USD, 1_000_000));
        EventsUse use = EventsUse.of(List.of(
                event("1", START, "n", 1_000, "input", 200_000),
                event("2", START.plusSeconds(1), "n", 1_000, "input", "200001"),
                event("3", START.plusSeconds(2), "n", 1_000)));
        assertThat(Priced.of(output, use)).hasToString("0.0525 USD");
        assertThat(Priced.of(output, use.from(1))).hasToString("0.0375 USD");
    }

    @Test
    void theFirstCellOfAMatrixThatMatchesCounts() {
        Matrix matrix = new Matrix(
                List.of("model", "type"),
                List.of(
                        cell("0.5", "model", "large", "type", "cached"),
                        cell("5", "model", "large"),
                        cell("0.1", "type", "cached"),
                        cell("99", "model", "large", "type", "output")),
                Rate.of("7", USD, 1));
        assertThat(Priced.of(
                        matrix,
                        EventsUse.of(List.of(
                                tokens("1", 2, "large", "cached"), // 1
                                tokens("2", 10, "large", "input"), // 50
                                tokens("3", 100, "large", "output"), // 500: the cell below never gets to it
                                tokens("4", 1_000, "small", "cached"), // 100
                                tokens("5", 10_000, "small", "input"), // 70,000 at the rate for all others
                                event("6", START, "n", 3), // 21
                                event("7", START, "n", 4, "type", "cached"))))) // 0.4
                .hasToString("70672.4 USD");
    }

    @Test
    void correctionsInOneCellDoNotTouchTheOthers() {
        Matrix matrix = new Matrix(List.of("model"), List.of(cell("5", "model", "large")), Rate.of("1", USD, 3));
        assertThat(Priced.of(
                        matrix,
                        EventsUse.of(List.of(
                                tokens("1", 10, "large", ""),
                                tokens("2", -4, "large", ""),
                                tokens("3", 1, "small", "")))))
                .hasToString("91/3 USD");
        assertThat(Priced.of(matrix, EventsUse.of(List.of()))).hasToString("0 USD");
    }

    @Test
    void aStepOfAMatrixNamesTheGroup() {
        StepList steps = new StepList();
        new Matrix(List.of("model", "type"), List.of(cell("5", "model", "large")), Rate.of("1", USD, 3))
                .amount(EventsUse.of(List.of(tokens("1", 2, "large", "input"), tokens("2", 0, "x", "y"))), steps);
        assertThat(steps.steps())
                .extracting(Step::toString)
                .containsExactly("large / input: 2 × 5.00 USD each = 10 USD");
    }

    private static UsageEvent tokens(String id, long n, String model, String type) {
        return event(id, START, "n", n, "model", model, "type", type);
    }

    private static Matrix.Cell cell(String rate, String... match) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < match.length; i += 2) {
            values.put(match[i], match[i + 1]);
        }
        return new Matrix.Cell(new TreeMap<>(values), Rate.of(rate, USD, 1));
    }
}
