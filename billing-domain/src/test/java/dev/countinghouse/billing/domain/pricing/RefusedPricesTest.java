package dev.countinghouse.billing.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.money.Rate;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Terms that cannot be meant are refused with the field, the value and what would be right. */
class RefusedPricesTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Rate RATE = Rate.of("1", USD, 1);
    private static final Rate EUROS = Rate.of("1", EUR, 1);
    private static final Rate NEGATIVE = Rate.of("-0.5", USD, 1);
    private static final String NOT_NEGATIVE = "must not be negative";

    @Test
    void pricesAreNotNegative() {
        refused(() -> new FlatFee(new Money(-1, USD)), "fee is -0.01 USD", NOT_NEGATIVE);
        refused(() -> new PerUnit(NEGATIVE), "rate is -0.50 USD each", NOT_NEGATIVE);
        refused(
                () -> new PackagePrice(new Money(-5, USD), 1, Fraction.ZERO, false),
                "price is -0.05 USD",
                NOT_NEGATIVE);
        refused(() -> new Tier(Fraction.ZERO, NEGATIVE, Money.zero(USD)), "rate is -0.50 USD each", NOT_NEGATIVE);
        refused(() -> new Tier(Fraction.ZERO, RATE, new Money(-1, USD)), "fee of a tier is -0.01 USD", NOT_NEGATIVE);
        refused(() -> new Dynamic(USD, "cost", Fraction.parse("-1.2")), "multiplier is -1.2", NOT_NEGATIVE);
        refused(() -> new Matrix(List.of("model"), List.of(), NEGATIVE), "default rate is -0.50 USD", NOT_NEGATIVE);
        refused(() -> cell(NEGATIVE, "model", "large"), "rate of {model=large} is -0.50 USD", NOT_NEGATIVE);
        refused(() -> new Threshold("n", Fraction.ONE, NEGATIVE, RATE), "rate is -0.50 USD", NOT_NEGATIVE);
        refused(() -> new Threshold("n", Fraction.ONE, RATE, NEGATIVE), "rate above the threshold", NOT_NEGATIVE);
        refused(() -> new TimeOfDay(List.of(), NEGATIVE), "default rate is -0.50 USD", NOT_NEGATIVE);
        refused(() -> window("22:00", "06:00", NEGATIVE), "window from 22:00 is -0.50 USD", NOT_NEGATIVE);
    }

    @Test
    void packagesHoldAPositiveNumberOfUnits() {
        refused(() -> new PackagePrice(Money.zero(USD), 0, Fraction.ZERO, false), "size is 0", "positive whole number");
        refused(
                () -> new PackagePrice(Money.zero(USD), -3, Fraction.ZERO, false),
                "size is -3",
                "positive whole number");
        refused(() -> new PackagePrice(Money.zero(USD), 1, Fraction.of(-1), false), "free is -1", NOT_NEGATIVE);
    }

    @Test
    void tiersBeginAtZeroAndRise() {
        refused(() -> new Tiers(List.of()), "must begin at 0");
        refused(() -> tiers("1"), "must begin at 0", "not at 1");
        refused(() -> tiers("0", "100", "100"), "tier 3 begins at 100", "above the tier before it");
        refused(() -> tiers("0", "100", "99.5"), "tier 3 begins at 99.5", "above the tier before it");
        refused(() -> new Tier(Fraction.of(-1), RATE, Money.zero(USD)), "begin at -1");
        refused(() -> new Tier(Fraction.ZERO, RATE, Money.zero(EUR)), "0.00 EUR", "be in USD");
        Tier euros = new Tier(Fraction.ONE, EUROS, Money.zero(EUR));
        refused(
                () -> new Tiers(List.of(new Tier(Fraction.ZERO, RATE, Money.zero(USD)), euros)),
                "tier 2 is priced in EUR",
                "one currency");
    }

    @Test
    void tiersOfAPercentageTakeNoMoreThanTheWhole() {
        refused(() -> new GraduatedPercentage(tiers("0", "100"), true), "tier 1 is priced at 1.00 USD each", "per 100");
        refused(() -> percentTiers("2.9", "100.01"), "tier 2 takes 100.01 %", "between 0 and 100");
        refused(() -> percentTiers("-1"), "rate is -1.00 USD per 100", NOT_NEGATIVE);
        assertThatCode(() -> percentTiers("100", "0")).doesNotThrowAnyException();
    }

    @Test
    void percentagesFeesAndBoundsFitTogether() {
        refused(() -> percentage(NEGATIVE, "0", 0, "0", null, null), "percent is -0.50 USD", NOT_NEGATIVE);
        refused(() -> percentage(RATE, "-0.3", 0, "0", null, null), "fee is -0.3 USD", NOT_NEGATIVE);
        refused(() -> percentage(RATE, "0", -1, "0", null, null), "free events -1", NOT_NEGATIVE);
        refused(() -> percentage(RATE, "0", 0, "-5", null, null), "free value -5", NOT_NEGATIVE);
        refused(() -> percentage(RATE, "0", 0, "0", "-1", null), "minimum per event is -1 USD", NOT_NEGATIVE);
        refused(() -> percentage(RATE, "0", 0, "0", null, "-1"), "maximum per event is -1 USD", NOT_NEGATIVE);
        refused(() -> percentage(RATE, "0", 0, "0", "2", "1"), "minimum per event 2 USD is above the maximum 1 USD");
        refused(() -> percentage(EUROS, "0", 0, "0", null, null), "fee is 0 USD", "be in EUR");
        assertThatCode(() -> percentage(RATE, "0.3", 1, "5", "1", "1")).doesNotThrowAnyException();
    }

    @Test
    void matricesNameKnownDimensionsInOneCurrency() {
        refused(() -> cell(RATE), "at least one dimension");
        Matrix.Cell byType = cell(RATE, "type", "input");
        refused(() -> new Matrix(List.of("model"), List.of(byType), RATE), "{type=input}", "not one of [model]");
        refused(() -> new Matrix(List.of("type"), List.of(byType), EUROS), "{type=input} is priced in USD", "in EUR");
    }

    @Test
    void thresholdsAndAmountsNameTheirProperty() {
        refused(() -> new Dynamic(USD, " ", Fraction.ONE), "property", "blank");
        refused(() -> new Threshold("", Fraction.ONE, RATE, RATE), "property", "blank");
        refused(() -> new Threshold("n", Fraction.of(-1), RATE, RATE), "bound is -1", NOT_NEGATIVE);
        refused(() -> new Threshold("n", Fraction.ONE, RATE, EUROS), "1.00 EUR each", "same currency");
    }

    @Test
    void windowsHaveDaysAndALength() {
        refused(() -> window("09:00", "09:00", RATE), "09:00 to 09:00", "different times");
        refused(
                () -> new TimeOfDay.Window(new TreeSet<>(), LocalTime.NOON, LocalTime.MIDNIGHT, RATE),
                "12:00 to 00:00",
                "at least one day");
        refused(
                () -> new TimeOfDay(List.of(window("09:00", "17:00", EUROS)), RATE),
                "window from 09:00 is priced in EUR",
                "in USD");
    }

    private static void refused(ThrowingCallable terms, String... saying) {
        assertThatIllegalArgumentException().isThrownBy(terms).satisfies(refusal -> Arrays.stream(saying)
                .forEach(part -> assertThat(refusal).hasMessageContaining(part)));
    }

    private static Tiers tiers(String... from) {
        return new Tiers(Arrays.stream(from)
                .map(bound -> new Tier(Fraction.parse(bound), RATE, Money.zero(USD)))
                .toList());
    }

    /** Tiers of 10 each. */
    private static GraduatedPercentage percentTiers(String... percents) {
        List<Tier> tiers = new ArrayList<>();
        for (String percent : percents) {
            tiers.add(new Tier(Fraction.of(10L * tiers.size()), Rate.of(percent, USD, 100), Money.zero(USD)));
        }
        return new GraduatedPercentage(new Tiers(tiers), true);
    }

    private static Percentage percentage(
            Rate percent, String fee, long freeEvents, String freeValue, String minimum, String maximum) {
        return new Percentage(
                percent,
                usd(fee),
                freeEvents,
                Fraction.parse(freeValue),
                Optional.ofNullable(minimum).map(RefusedPricesTest::usd),
                Optional.ofNullable(maximum).map(RefusedPricesTest::usd));
    }

    private static Amount usd(String text) {
        return new Amount(Fraction.parse(text), USD);
    }

    private static Matrix.Cell cell(Rate rate, String... match) {
        return new Matrix.Cell(new TreeMap<>(match.length == 0 ? Map.of() : Map.of(match[0], match[1])), rate);
    }

    private static TimeOfDay.Window window(String from, String to, Rate rate) {
        return new TimeOfDay.Window(
                new TreeSet<>(Set.of(DayOfWeek.MONDAY)), LocalTime.parse(from), LocalTime.parse(to), rate);
    }
}
