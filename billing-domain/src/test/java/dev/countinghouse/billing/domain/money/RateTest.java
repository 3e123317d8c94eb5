package dev.countinghouse.billing.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.Seeded;
import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest extends Seeded {

    private static final Currency USD = Currency.getInstance("USD");

    @Test
    void fiveHundredRunsOfSevenSecondsCostWhatTheirSumCosts() {
        Rate hourly = Rate.of("0.0375", USD, 3_600);
        Amount oneByOne = Amount.zero(USD);
        for (int run = 0; run < 500; run++) {
            oneByOne = oneByOne.plus(hourly.of(Fraction.of(7)));
        }
        // 0.0375 × 3500 / 3600 = 7/192 = 0.036458333…
        assertThat(oneByOne).isEqualTo(hourly.of(Fraction.of(3_500))).isEqualTo(new Amount(Fraction.of(7, 192), USD));
        assertThat(oneByOne.settle().minorUnits()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "0.00000000375, 1, 1, 0.00000000375",
        "0.00000000375, 1, 1000000000000000000, 3750000000",
        "3.00, 1000000, 1, 0.000003",
        "3.00, 1000000, 123456789, 370.370367",
        "0.15, 1000000, 9223372036854775807, 1383505805528.21637105",
        "1000000000000, 1, 1, 1000000000000",
        "0.0375, 3600, 7, 7/96000",
        "-2.50, 1, 3, -7.5",
        "0, 1, 5, 0"
    })
    void aQuantityIsMultipliedFirstAndDividedLast(String price, long per, long quantity, String expected) {
        assertThat(Rate.of(price, USD, per).of(Fraction.of(quantity)).value()).hasToString(expected);
    }

    @Test
    void aTokenStillCountsInATrillion() {
        Amount trillion = new Amount(Fraction.parse("1e12"), USD);
        Amount token = Rate.of("0.00000000375", USD, 1).of(Fraction.ONE);
        assertThat(trillion.plus(token)).hasToString("1000000000000.00000000375 USD");
        assertThat(trillion.plus(token).minus(trillion)).isEqualTo(token);
    }

    @Test
    void anySplitOfAQuantityCostsTheSame() {
        rounds(500, round -> {
            Rate rate = Rate.of(
                    BigDecimal.valueOf(between(1, 1_000_000), (int) between(0, 12))
                            .toPlainString(),
                    USD,
                    between(1, 1_000_000));
            Fraction left = Fraction.of(between(1, 1_000_000_000_000L), between(1, 1_000));
            Amount expected = rate.of(left);
            Amount sum = Amount.zero(USD);
            for (int part = 0; part < 20; part++) {
                Fraction some = left.times(Fraction.of(between(0, 7), 7));
                sum = sum.plus(rate.of(some));
                left = left.minus(some);
            }
            assertThat(sum.plus(rate.of(left))).isEqualTo(expected);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "3, 1000000, 3.00 USD per 1000000",
        "3.000, 1000000, 3.00 USD per 1000000",
        "0.0375, 3600, 0.0375 USD per 3600",
        "1e2, 1, 100.00 USD each",
        "0, 1, 0.00 USD each"
    })
    void aRatePrintsAndComparesAsItWasPublished(String price, long per, String printed) {
        Rate rate = Rate.of(price, USD, per);
        assertThat(rate).hasToString(printed);
        assertThat(rate).isEqualTo(new Rate(new BigDecimal(price).setScale(20), USD, per));
        assertThat(rate).hasSameHashCodeAs(new Rate(new BigDecimal(price).setScale(20), USD, per));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aRatePerNothingIsRefused(long per) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.of("1", USD, per))
                .withMessageContaining("per is " + per);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "free", "1e41", "1e-41"})
    void aPriceThatIsNoDecimalIsRefused(String price) {
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.of(price, USD, 1));
    }
}
