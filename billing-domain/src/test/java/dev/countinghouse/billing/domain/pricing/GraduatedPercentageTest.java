package dev.countinghouse.billing.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.money.Rate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 2.9 % up to 1,000 (fee 5.00), 2.5 % up to 10,000 (fee 20.00), 1.9 % beyond. */
class GraduatedPercentageTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Tiers TIERS = new Tiers(
            List.of(tier("0", "2.9", "5.00", USD), tier("1000", "2.5", "20.00", USD), tier("10000", "1.9", "0", USD)));
    private static final ChargeModel MODEL = new GraduatedPercentage(TIERS, true);
    private static final ChargeModel NOTHING_AT_ZERO = new GraduatedPercentage(TIERS, false);

    @ParameterizedTest
    @CsvSource({
        "0.01, 5.00029",
        "0.5, 5.0145",
        "999.99, 33.99971",
        "1000, 34",
        // a cent above the bound: its 2.5 % and the fee of the second tier
        "1000.01, 54.00025",
        "5000, 154",
        "10000, 279",
        "10000.5, 279.0095",
        "25000, 564",
        "123456.78, 2434.67882",
        "1000000000000000000000000000000, 19000000000000000000000000089",
    })
    void everyPartOfTheValueIsPricedInItsTierWithTheFeesOfTheTiersEntered(String value, String expected) {
        assertThat(Priced.of(MODEL, Quantity.of(value))).hasToString(expected + " USD");
        assertThat(Priced.of(NOTHING_AT_ZERO, Quantity.of(value))).hasToString(expected + " USD");
    }

    @Test
    void theFeeOfTheFirstTierIsDueWithoutAnyValueUnlessSwitchedOff() {
        assertThat(Priced.of(MODEL, Quantity.of("0"))).hasToString("5 USD");
        assertThat(Priced.of(NOTHING_AT_ZERO, Quantity.of("0"))).hasToString("0 USD");
    }

    @ParameterizedTest
    @CsvSource({
        // before, value, amount, and with the fee at zero switched off
        "0, 0, 0, 0",
        "0, 100, 2.9, 7.9",
        "400, 600, 17.4, 17.4",
        "400, 600.5, 37.4125, 37.4125",
        "1000, 0, 0, 0",
        "1000, 0.01, 20.00025, 20.00025",
        "999.99, 0.02, 20.00054, 20.00054",
        "9000, 2000, 44, 44",
        "400, 20000, 460, 460",
        "10000, 1, 0.019, 0.019",
    })
    void laterSegmentsGoOnWhereTheOnesBeforeStopped(String before, String value, String expected, String off) {
        Quantity use = Quantity.after(before, value);
        assertThat(Priced.of(MODEL, use)).hasToString(expected + " USD");
        assertThat(Priced.of(NOTHING_AT_ZERO, use)).hasToString(off + " USD");
    }

    @ParameterizedTest
    @CsvSource({
        // 3.25 % of 10,000 and the first fee, 2.75 % of the rest and the second
        "JPY, 100, 50, 12345, 539.4875, 539",
        "USD, 1.00, 0.50, 12345.67, 391.005925, 39101",
        "BHD, 1.005, 0.500, 12345.678, 391.011145, 391011",
    })
    void everyCurrencyIsPricedExactlyAndSettledInItsMinorUnits(
            String code, String firstFee, String secondFee, String value, String exact, long minorUnits) {
        Currency currency = Currency.getInstance(code);
        Tiers tiers =
                new Tiers(List.of(tier("0", "3.25", firstFee, currency), tier("10000", "2.75", secondFee, currency)));
        Amount amount = Priced.of(new GraduatedPercentage(tiers, true), Quantity.of(value));
        assertThat(amount).hasToString(exact + " " + code);
        assertThat(amount.settle().minorUnits()).isEqualTo(minorUnits);
    }

    @Test
    void stepsExplainEveryTierInPercent() {
        StepList steps = new StepList();
        MODEL.amount(Quantity.of("1000.5"), steps);
        assertThat(steps.steps())
                .extracting(Step::toString)
                .containsExactly(
                        "fee of tier 1 (0 to 1000): 1 × 5.00 USD = 5 USD",
                        "tier 1 (0 to 1000): 1000 × 2.9 % = 29 USD",
                        "fee of tier 2 (1000 to 10000): 1 × 20.00 USD = 20 USD",
                        "tier 2 (1000 to 10000): 0.5 × 2.5 % = 0.0125 USD");
    }

    @ParameterizedTest
    @CsvSource({"400, 109/3", "4000, 367/3"})
    void aShareOfThePeriodCutsTheBoundsAndLeavesPercentagesAndFees(String value, String expected) {
        // of a period of 30 days 10 are left: 2.9 % up to 1000/3, 2.5 % up to 10000/3
        assertThat(Priced.of(MODEL.prorated(Fraction.of(1, 3)), Quantity.of(value)))
                .hasToString(expected + " USD");
    }

    private static Tier tier(String from, String percent, String fee, Currency currency) {
        return new Tier(Fraction.parse(from), Rate.of(percent, currency, 100), Money.parse(fee, currency));
    }
}
