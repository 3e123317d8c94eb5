package dev.countinghouse.billing.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Rate;
import java.util.Currency;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 2.9 % plus 0.30 USD per event. */
class PercentageTest {

    private static final Currency USD = Currency.getInstance("USD");

    @ParameterizedTest
    @CsvSource({
        // free events, free value, values of the events, amount
        "0, 0, 100, 3.2",
        "0, 0, 10.01, 0.59029",
        "0, 0, 0, 0.3",
        "0, 0, 100 100, 6.4",
        "2, 0, 10 20, 0",
        "2, 0, 10 20 30, 1.17",
        "0, 50, 30 20, 0",
        "0, 50, 50, 0",
        "0, 50, 50.01, 0.30029",
        "0, 50, 30 30 100, 3.79",
        "0, 50, 50 1, 0.329",
        "1, 50, 1000 30 30, 0.59",
        // an event without value is inside the free value while any is left
        "0, 50, 0 30, 0",
        "0, 50, 50 0, 0.3",
        // refunds are negative: they take the percentage back, but not where nobody paid it
        "0, 0, 100 -100, 0.6",
        "0, 50, 30 -30 50, 0",
        "0, 50, 80 -60, 0.6",
        "0, 50, 80 -60 30, 0.6",
    })
    void theShareOfEachEventBeyondWhatIsFree(long freeEvents, String freeValue, String values, String expected) {
        Percentage model = percentage(freeEvents, freeValue, Optional.empty(), Optional.empty());
        assertThat(Priced.of(model, EventsUse.of(values.split(" ")))).hasToString(expected + " USD");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.5",
        "6.89, 0.5",
        "6.90, 0.5001",
        "10, 0.59",
        "162.06, 4.99974",
        "162.07, 5",
        "1000, 5",
        "1 10 1000, 6.09",
        "0, 0.5",
    })
    void boundsHoldPerEvent(String values, String expected) {
        Percentage model = percentage(0, "0", Optional.of("0.50"), Optional.of("5.00"));
        assertThat(Priced.of(model, EventsUse.of(values.split(" ")))).hasToString(expected + " USD");
    }

    @Test
    void boundsDoNotApplyToFreeEvents() {
        Percentage model = percentage(1, "50", Optional.of("0.50"), Optional.empty());
        assertThat(Priced.of(model, EventsUse.of("10", "50", "1"))).hasToString("0.5 USD");
    }

    @Test
    void whatWasFreeBeforeTheSegmentIsUsedUp() {
        Percentage model = percentage(1, "50", Optional.empty(), Optional.empty());
        // 40 is a free event, 30 is free value, 20 of the next 30 as well: 10 are charged, then 100
        EventsUse day = EventsUse.of("40", "30", "30", "100");
        assertThat(Priced.of(model, day)).hasToString("3.79 USD");
        assertThat(Priced.of(model, day.from(2))).hasToString("3.79 USD");
        assertThat(Priced.of(model, day.from(3))).hasToString("3.2 USD");
        assertThat(Priced.of(model, day.until(2))).hasToString("0 USD");
    }

    @Test
    void theStepSaysThePercentageHoweverItsRateIsWritten() {
        StepList steps = new StepList();
        Amount none = Amount.zero(USD);
        new Percentage(Rate.of("0.029", USD, 1), none, 0, Fraction.ZERO, Optional.empty(), Optional.empty())
                .amount(EventsUse.of("100"), steps);
        assertThat(steps.steps()).extracting(Step::toString).containsExactly("event test/e0: 100 × 2.9 % = 2.9 USD");
    }

    private static Percentage percentage(
            long freeEvents, String freeValue, Optional<String> minimum, Optional<String> maximum) {
        return new Percentage(
                Rate.of("2.9", USD, 100),
                usd("0.30"),
                freeEvents,
                Fraction.parse(freeValue),
                minimum.map(PercentageTest::usd),
                maximum.map(PercentageTest::usd));
    }

    private static Amount usd(String text) {
        return new Amount(Fraction.parse(text), USD);
    }
}
