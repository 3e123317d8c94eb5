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

class TieredPricesTest {

    private static final Currency USD = Currency.getInstance("USD");
    /** Up to 100 at 0.10 (fee 5.00), up to 200 at 0.05 (fee 2.00), beyond at 0.01. */
    private static final Tiers TIERS =
            new Tiers(List.of(tier("0", "0.10", "5.00"), tier("100", "0.05", "2.00"), tier("200", "0.01", "0")));

    @ParameterizedTest
    @CsvSource({
        "0.5, 5.05",
        "100, 15",
        "100.5, 17.025",
        "150, 19.5",
        "200, 22",
        "200.5, 22.005",
        "1000, 30",
        "1000000000000000000000000000000, 10000000000000000000000000020",
    })
    void graduatedPricesEveryUnitInItsTierAndTheFeesOfTheTiersEntered(String quantity, String expected) {
        for (boolean feeAtZero : List.of(true, false)) {
            assertThat(Priced.of(new Graduated(TIERS, feeAtZero), Quantity.of(quantity)))
                    .hasToString(expected + " USD");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 5.05",
        "100, 15",
        // the cliff: half a unit more and all units are cheaper
        "100.5, 7.025",
        "150, 9.5",
        "200, 12",
        "200.5, 2.005",
        "1000, 10",
    })
    void volumePricesAllUnitsInTheTierOfTheTotalAndItsFee(String quantity, String expected) {
        for (boolean feeAtZero : List.of(true, false)) {
            assertThat(Priced.of(new Volume(TIERS, feeAtZero), Quantity.of(quantity)))
                    .hasToString(expected + " USD");
        }
    }

    @Test
    void theFeeOfTheFirstTierIsDueAtZeroUnitsUnlessSwitchedOff() {
        assertThat(Priced.of(new Graduated(TIERS, true), Quantity.of("0"))).hasToString("5 USD");
        assertThat(Priced.of(new Graduated(TIERS, false), Quantity.of("0"))).hasToString("0 USD");
        assertThat(Priced.of(new Volume(TIERS, true), Quantity.of("0"))).hasToString("5 USD");
        assertThat(Priced.of(new Volume(TIERS, false), Quantity.of("0"))).hasToString("0 USD");
    }

    /** Nothing used in the first segment, so where nothing is due at zero, the first tier is entered later. */
    @ParameterizedTest
    @CsvSource({
        // before, quantity, graduated, volume, and both with the fee at zero units switched off
        "0, 0, 0, 0, 0, 0",
        "0, 10, 1, 1, 6, 6",
        "50, 50, 5, 5, 5, 5",
        "50, 100, 9.5, 7, 9.5, 7",
        "100, 0, 0, 0, 0, 0",
        "100, 0.5, 2.025, 2.025, 2.025, 2.025",
        "150, 50, 2.5, 2.5, 2.5, 2.5",
        "200, 1, 0.01, 0.01, 0.01, 0.01",
        "50, 300, 13.5, 3, 13.5, 3",
    })
    void laterSegmentsGoOnWhereTheOnesBeforeStopped(
            String before, String quantity, String graduated, String volume, String graduatedOff, String volumeOff) {
        Quantity use = Quantity.after(before, quantity);
        assertThat(Priced.of(new Graduated(TIERS, true), use)).hasToString(graduated + " USD");
        assertThat(Priced.of(new Volume(TIERS, true), use)).hasToString(volume + " USD");
        assertThat(Priced.of(new Graduated(TIERS, false), use)).hasToString(graduatedOff + " USD");
        assertThat(Priced.of(new Volume(TIERS, false), use)).hasToString(volumeOff + " USD");
    }

    @ParameterizedTest
    @CsvSource({
        // 10,000 at the first price per 1,000 and 2,345 at the second
        "JPY, 3, 2, 34.69, 35",
        "USD, 3, 2, 34.69, 3469",
        "BHD, 3.0005, 2.0015, 34.6985175, 34699",
    })
    void everyCurrencyIsPricedExactlyAndSettledInItsMinorUnits(
            String code, String first, String second, String exact, long minorUnits) {
        Currency currency = Currency.getInstance(code);
        Money none = Money.zero(currency);
        Tiers tiers = new Tiers(List.of(
                new Tier(Fraction.ZERO, Rate.of(first, currency, 1_000), none),
                new Tier(Fraction.of(10_000), Rate.of(second, currency, 1_000), none)));
        Amount amount = Priced.of(new Graduated(tiers, true), Quantity.of("12345"));
        assertThat(amount).hasToString(exact + " " + code);
        assertThat(amount.settle().minorUnits()).isEqualTo(minorUnits);
    }

    @Test
    void stepsSayWhichTierHowMuchAndAtWhatPrice() {
        StepList steps = new StepList();
        new Graduated(TIERS, true).amount(Quantity.of("100.5"), steps);
        assertThat(steps.steps())
                .extracting(Step::toString)
                .containsExactly(
                        "fee of tier 1 (0 to 100): 1 × 5.00 USD = 5 USD",
                        "tier 1 (0 to 100): 100 × 0.10 USD each = 10 USD",
                        "fee of tier 2 (100 to 200): 1 × 2.00 USD = 2 USD",
                        "tier 2 (100 to 200): 0.5 × 0.05 USD each = 0.025 USD");
    }

    @Test
    void aShareOfThePeriodHasThatShareOfEveryTier() {
        // of a period of 30 days 10 are left: up to 100/3 at 0.10, up to 200/3 at 0.05
        Fraction third = Fraction.of(1, 3);
        assertThat(Priced.of(new Graduated(TIERS, true).prorated(third), Quantity.of("70")))
                .hasToString("361/30 USD");
        assertThat(Priced.of(new Volume(TIERS, true).prorated(third), Quantity.of("34")))
                .hasToString("3.7 USD");
    }

    private static Tier tier(String from, String rate, String fee) {
        return new Tier(Fraction.parse(from), Rate.of(rate, USD, 1), Money.parse(fee, USD));
    }
}
