package dev.countinghouse.billing.ports.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Allowance;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.plan.PlanKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every cell of source D: runs per month, the trial, and prices where the source decided them. */
class SubscriptionsTableTest {

    private final Prices prices = Prices.of(ExampleCatalogue.SUBSCRIPTIONS);

    @ParameterizedTest
    @CsvSource({
        "free,       0.00 USD,   10 hard",
        "trial,      0.00 USD,   10 hard",
        "basic,      19.00 USD,  100 hard",
        "pro,        99.00 USD,  1000 hard",
        "enterprise, 499.00 USD, unlimited none",
    })
    void plansCostAndAllowRunsPerMonth(String plan, String fee, String runs) {
        assertThat(prices.fee(plan)).isEqualTo(fee);
        assertThat(prices.included(plan, "agent_runs")).isEqualTo(runs);
    }

    @Test
    void theTrialAllowsFiftyRunsInFourteenDays() {
        assertThat(prices.plan("trial").phases()).singleElement().satisfies(phase -> {
            assertThat(phase.trial()).isTrue();
            assertThat(phase.duration()).hasToString("14 days");
            assertThat(phase.allowances())
                    .containsEntry(new MeterKey("agent_runs"), Allowance.of(Limit.of(50), Allowance.Cap.HARD));
        });
    }

    @Test
    void whoReachesTheLimitIsPointedToTheNextPlan() {
        assertThat(prices.plan("free").upgrades()).containsExactly(new PlanKey("basic"), new PlanKey("pro"));
        assertThat(prices.plan("enterprise").upgrades()).isEmpty();
    }
}
