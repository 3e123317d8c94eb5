package dev.countinghouse.billing.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import java.util.Currency;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackagePriceTest {

    /** 2.00 USD per 1,000 units. */
    @ParameterizedTest
    @CsvSource({
        // free units, before, quantity, amount for started packages, amount for full packages
        "0, 0, 0, 0, 0",
        "0, 0, 0.000001, 2, 0",
        "0, 0, 999.999999, 2, 0",
        "0, 0, 1000, 2, 2",
        "0, 0, 1000.5, 4, 2",
        "0, 0, 2999, 6, 4",
        "500, 0, 500, 0, 0",
        "500, 0, 500.000001, 2, 0",
        "500, 0, 1499.999, 2, 0",
        "500, 0, 1500, 2, 2",
        "500, 0, 1501, 4, 2",
        "0.5, 0, 1000.5, 2, 2",
        // cumulative: a package that was started before is used up first
        "0, 1, 999, 0, 2",
        "0, 1, 1000, 2, 2",
        "0, 1000, 1, 2, 0",
        "500, 100, 100, 0, 0",
        "500, 400, 200, 2, 0",
        "500, 1200, 300, 0, 2",
        "500, 1500, 1, 2, 0",
        "0, 0, 1000000000000000000000000000000, 2000000000000000000000000000, 2000000000000000000000000000",
    })
    void packagesAreCountedOverTheWholePeriod(
            String free, String before, String quantity, String started, String full) {
        Money price = Money.parse("2.00", Currency.getInstance("USD"));
        Quantity use = new Quantity(Fraction.parse(before), Fraction.parse(quantity), before.equals("0"));
        assertThat(Priced.of(new PackagePrice(price, 1_000, Fraction.parse(free), false), use))
                .hasToString(started + " USD");
        assertThat(Priced.of(new PackagePrice(price, 1_000, Fraction.parse(free), true), use))
                .hasToString(full + " USD");
    }

    @ParameterizedTest
    @CsvSource({"JPY, 150, 450 JPY", "BHD, 0.125, 0.375 BHD"})
    void packagesArePricedInAnyCurrency(String code, String price, String expected) {
        Money money = Money.parse(price, Currency.getInstance(code));
        assertThat(Priced.of(new PackagePrice(money, 10, Fraction.ZERO, false), Quantity.of("20.1")))
                .hasToString(expected);
    }
}
