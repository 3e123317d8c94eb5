package dev.countinghouse.billing.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import org.junit.jupiter.api.Test;

/** The worked example of requirement B3: 99 base fee, 5 + 50 + 20 + 2.50 + 10 overage. */
class WorkedExampleTest {

    private static final PlanVersion STANDARD = PlanSketch.plan("standard")
            .fee("99.00")
            .includes("sum", 1_000_000)
            .usage("sum", Models.perUnit("0.01", "USD", 1_000))
            .includes("count", 3)
            .usage("count", Models.perUnit("0.10"))
            .includes("max", 100_000)
            .usage("max", Models.perUnit("0.001"))
            .includes("time_weighted", 100)
            .usage("time_weighted", Models.perUnit("0.50"))
            .includes("latest", 25)
            .usage("latest", Models.perUnit("5.00"))
            .build();

    @Test
    void theMonthlyCostIs186Dollars50() {
        Story story = Story.starts(STANDARD, "2026-04-01")
                .uses("sum", "1500000", "2026-04-10")
                .uses("max", "120000", "2026-04-10")
                .uses("time_weighted", "105", "2026-03-31")
                .uses("latest", "27", "2026-04-10");
        for (int i = 0; i < 503; i++) {
            story.uses("count", "1", "2026-04-12");
        }
        assertThat(Story.settled(story.closing("2026-04-02")))
                .containsExactly(
                        "standard sum 5.00",
                        "standard count 50.00",
                        "standard max 20.00",
                        "standard time_weighted 2.50",
                        "standard latest 10.00",
                        "standard base 99.00");
        assertThat(story.closing("2026-04-02").stream()
                        .map(RatedLine::amount)
                        .reduce(Amount::plus)
                        .orElseThrow()
                        .settle()
                        .toDecimal())
                .isEqualTo("186.50");
    }
}
