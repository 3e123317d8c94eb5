package dev.countinghouse.billing.ports.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.pricing.Steps;
import java.time.Duration;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every cell of source B: what each plan includes, how it is capped, and what goes beyond costs. */
class BillingStackTableTest {

    private final Prices prices = Prices.of(ExampleCatalogue.BILLING_STACK);

    @ParameterizedTest
    @CsvSource({"free, 0.00 USD", "standard, 99.00 USD", "enterprise, 499.00 USD"})
    void plansCostPerMonth(String plan, String fee) {
        assertThat(prices.fee(plan)).isEqualTo(fee);
        assertThat(prices.plan(plan).interval()).hasToString("month");
    }

    @ParameterizedTest
    @CsvSource({
        "free,       llm_tokens,       10000 soft",
        "free,       agent_executions, 100 soft",
        "free,       api_calls,        1000 soft",
        "free,       storage_gb,       1 hard",
        "free,       user_seats,       3 hard",
        "standard,   llm_tokens,       1000000 none",
        "standard,   agent_executions, 5000 none",
        "standard,   api_calls,        100000 none",
        "standard,   storage_gb,       100 none",
        "standard,   user_seats,       25 none",
        "enterprise, llm_tokens,       10000000 none",
        "enterprise, agent_executions, 50000 none",
        "enterprise, api_calls,        1000000 none",
        "enterprise, storage_gb,       1000 none",
        "enterprise, user_seats,       unlimited none",
    })
    void plansInclude(String plan, String meter, String included) {
        assertThat(prices.included(plan, meter)).isEqualTo(included);
    }

    @ParameterizedTest
    @CsvSource({
        "standard,   llm_tokens,       1000, 0.01 USD",
        "standard,   agent_executions, 1,    0.1 USD",
        "standard,   api_calls,        1,    0.001 USD",
        "standard,   storage_gb,       1,    0.5 USD",
        "standard,   user_seats,       1,    5 USD",
        "enterprise, llm_tokens,       1000, 0.005 USD",
        "enterprise, agent_executions, 1,    0.05 USD",
        "enterprise, api_calls,        1,    0.0005 USD",
        "enterprise, storage_gb,       1,    0.25 USD",
    })
    void overageCosts(String plan, String charge, String quantity, String amount) {
        assertThat(prices.price(plan, charge, Use.of(quantity))).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource({"llm_tokens", "agent_executions", "api_calls", "storage_gb", "user_seats"})
    void theFreePlanChargesNoOverage(String meter) {
        assertThat(prices.charges("free", meter)).isFalse();
    }

    @Test
    void softCapsGrantADayOfGrace() {
        assertThat(prices.allowance("free", "llm_tokens").graceTime()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void theWorkedExampleCosts186Dollars50() {
        Currency usd = Currency.getInstance("USD");
        Money total = prices.charge("standard", "base")
                .model()
                .amount(Use.of("0"), Steps.NONE)
                .settle();
        String[][] overages = {
            {"llm_tokens", "500000", "5.00"},
            {"agent_executions", "500", "50.00"},
            {"api_calls", "20000", "20.00"},
            {"storage_gb", "5", "2.50"},
            {"user_seats", "2", "10.00"}
        };
        for (String[] overage : overages) {
            Money expected = Money.parse(overage[2], usd);
            assertThat(prices.price("standard", overage[0], Use.of(overage[1])))
                    .isEqualTo(expected.exact().toString());
            total = total.plus(expected);
        }
        assertThat(total).hasToString("186.50 USD");
    }
}
