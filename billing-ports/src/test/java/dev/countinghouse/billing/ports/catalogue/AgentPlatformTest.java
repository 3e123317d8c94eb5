package dev.countinghouse.billing.ports.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.plan.Charge;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source A: what its tiers may use, and that base fees come in advance and usage in arrears. */
class AgentPlatformTest {

    private final Prices prices = Prices.of(ExampleCatalogue.AGENT_PLATFORM);

    @ParameterizedTest
    @CsvSource({
        "free,         1, 2, public,                      community",
        "professional, 3, 4, public private,              priority",
        "enterprise,   5, 5, public private dedicated,    premium sla",
    })
    void tiersHaveRights(String plan, int models, int tools, String sandboxes, String support) {
        assertThat(prices.rights(plan, "models")).hasSize(models);
        assertThat(prices.rights(plan, "tools")).hasSize(tools);
        assertThat(prices.rights(plan, "sandboxes")).containsExactly(sandboxes.split(" "));
        assertThat(prices.rights(plan, "support")).containsExactly(support.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"free, 20 hard", "professional, 1000 none", "enterprise, unlimited none"})
    void tiersIncludeRuns(String plan, String runs) {
        assertThat(prices.included(plan, "agent_runs")).isEqualTo(runs);
    }

    @ParameterizedTest
    @CsvSource({
        "professional,        49.00 USD,   month, month",
        "professional-annual, 490.00 USD,  year,  month",
        "enterprise,          999.00 USD,  month, month",
        "enterprise-annual,   9990.00 USD, year,  month",
    })
    void theBaseFeeIsDueInAdvanceAndUsageEveryMonth(String plan, String fee, String every, String usageEvery) {
        assertThat(prices.fee(plan)).isEqualTo(fee);
        assertThat(prices.charge(plan, "base").timing()).isEqualTo(Charge.Timing.ADVANCE);
        assertThat(prices.charge(plan, "base").prorated()).isTrue();
        assertThat(prices.plan(plan).interval()).hasToString(every);
        assertThat(prices.plan(plan).usageInterval()).hasToString(usageEvery);
        assertThat(prices.charge(plan, "tokens").timing()).isEqualTo(Charge.Timing.ARREARS);
    }

    @ParameterizedTest
    @CsvSource({
        "free,                20, 1,  20000",
        "professional-annual, 120, 5,  1000000",
        "enterprise,          1200, 50, ''",
    })
    void tiersLimitRequestsAMinuteAgentsAtOnceAndTheTokensOfAProject(
            String plan, String requests, String atOnce, String tokens) {
        assertThat(prices.most(plan, "requests")).isEqualTo(requests);
        assertThat(prices.most(plan, "at-once")).isEqualTo(atOnce);
        assertThat(prices.most(plan, "project-tokens")).isEqualTo(tokens);
    }

    @Test
    void tokensArePricedPerModelAndDirection() {
        Use output = Use.of("1000000", Map.of("model", "gpt-4o", "token_type", "output"));
        assertThat(prices.price("professional", "tokens", output)).isEqualTo("12 USD");
        assertThat(prices.price("enterprise", "tokens", output)).isEqualTo("11 USD");
    }

    @Test
    void runTimeIsPricedBySecondAndStorageByTheAverageLevel() {
        assertThat(prices.price("professional", "duration", Use.of("1"))).isEqualTo("0.0001 USD");
        assertThat(prices.catalogue().meters().values())
                .anySatisfy(meter -> assertThat(meter.aggregation()).isEqualTo(Aggregation.TIME_WEIGHTED));
    }
}
