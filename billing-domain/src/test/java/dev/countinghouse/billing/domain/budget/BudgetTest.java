package dev.countinghouse.billing.domain.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.budget.Budget.Kind;
import dev.countinghouse.billing.domain.budget.Budget.Measure;
import dev.countinghouse.billing.domain.budget.Budget.Part;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.quota.Thresholds;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Period MARCH =
            new Period(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        // spent, remaining, per cent, used up
        "0, 30, 0, false",
        "10, 20, 100/3, false",
        "29.999, 0.001, 29999/300, false",
        "30, 0, 100, true",
        "45, 0, 150, true",
        "-3, 33, -10, false",
    })
    void whatIsLeftAndWhetherItIsUsedUp(String spent, String remaining, String percent, boolean usedUp) {
        BudgetState state = new BudgetState(
                budget("30.00", Optional.empty()), MARCH, new Amount(Fraction.parse(spent), USD), Thresholds.USUAL);

        assertThat(state.remaining()).hasToString(remaining + " USD");
        assertThat(state.isUsedUp()).isEqualTo(usedUp);
        assertThat(state.percent()).hasToString(percent);
    }

    @Test
    void aWindowThatRollsIsTodayAndTheDaysBeforeByTheAccountsClock() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant late = Instant.parse("2026-03-29T22:30:00Z");

        assertThat(new BudgetWindow.Rolling(1).at(late, MARCH, berlin))
                .as("half past midnight in summer time")
                .hasToString("[2026-03-29T22:00:00Z, 2026-03-30T22:00:00Z)");
        assertThat(new BudgetWindow.Rolling(2).at(late, MARCH, berlin))
                .as("the day before was an hour shorter")
                .hasToString("[2026-03-28T23:00:00Z, 2026-03-30T22:00:00Z)");
        assertThat(new BudgetWindow.Month().at(late, MARCH, berlin)).isEqualTo(MARCH);
    }

    @Test
    void aBudgetOfAPartConcernsWhatNamesIt() {
        Budget red = budget("1.00", Optional.of(new Part("project", "red")));

        assertThat(red.concerns(Map.of("project", "red", "user", "ann"))).isTrue();
        assertThat(red.concerns(Map.of("project", "blue"))).isFalse();
        assertThat(red.concerns(Map.of())).isFalse();
        assertThat(budget("1.00", Optional.empty()).concerns(Map.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00", "-0.01"})
    void anAmountIsAboveZero(String amount) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> budget(amount, Optional.empty()))
                .withMessageContaining(amount);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 367})
    void aWindowHasADayAtLeastAndAYearAtMost(int days) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BudgetWindow.Rolling(days))
                .withMessageContaining(String.valueOf(days))
                .withMessageContaining("366");
    }

    private static Budget budget(String amount, Optional<Part> part) {
        return new Budget(
                new AccountId("acme"),
                new BudgetId("team"),
                Measure.CHARGE,
                Money.parse(amount, USD),
                part,
                new BudgetWindow.Month(),
                Kind.SOFT,
                Optional.empty());
    }
}
