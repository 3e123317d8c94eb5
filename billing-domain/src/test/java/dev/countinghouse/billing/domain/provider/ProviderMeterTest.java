package dev.countinghouse.billing.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.ChargeKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderMeterTest {

    @Test
    void isNamedAfterPlanAndCharge() {
        assertThat(ProviderMeter.of(new PlanKey("pro"), new ChargeKey("tokens"), 0)
                        .name())
                .isEqualTo("pro:tokens");
    }

    @ParameterizedTest
    @CsvSource({
        "1234567, 0, 1234567",
        "0.4, 0, 0",
        "0.5, 0, 1",
        "1.2345, 3, 1235",
        "0.001, 3, 1",
        "9007199254740993, 9, 9007199254740993000000000",
    })
    void countsQuantitiesInWholeNumbers(String quantity, int decimals, String whole) {
        assertThat(new ProviderMeter("pro:tokens", decimals).whole(Fraction.parse(quantity)))
                .isEqualTo(new BigInteger(whole));
    }

    @Test
    void refusesNamesThatNoProviderTakes() {
        assertThatThrownBy(() -> ProviderMeter.of(new PlanKey("p".repeat(60)), new ChargeKey("c".repeat(60)), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("together at most 99");
        assertThatThrownBy(() -> new ProviderMeter("pro:tokens", 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is 10, it must be between 0 and 9");
    }
}
