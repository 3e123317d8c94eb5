package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.money.Money;
import java.util.Currency;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeAmountsTest {

    @ParameterizedTest
    @CsvSource({
        "50.00, USD, 5000",
        "0.01, EUR, 1",
        "500, JPY, 500",
        "500, CLP, 500",
        "500, ISK, 50000",
        "500, UGX, 50000",
        "500.00, MGA, 500",
        "5.120, KWD, 5120",
    })
    void anAmountIsWrittenAsStripeDoesAndReadBack(String text, String currency, long amount) {
        Money money = Money.parse(text, Currency.getInstance(currency));

        assertThat(StripeAmounts.of(money)).isEqualTo(amount);
        assertThat(StripeAmounts.money(amount, currency.toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(money);
        assertThat(StripeAmounts.currency(money.currency())).isEqualTo(currency.toLowerCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({"5.124, KWD", "500.10, MGA"})
    void whatStripeCannotWriteIsRefused(String text, String currency) {
        Money money = Money.parse(text, Currency.getInstance(currency));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> StripeAmounts.of(money))
                .withMessageContaining(money.toString());
    }
}
