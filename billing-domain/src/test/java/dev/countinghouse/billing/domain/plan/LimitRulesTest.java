package dev.countinghouse.billing.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.LimitMeasure;
import dev.countinghouse.billing.domain.limit.LimitWindow;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LimitRulesTest {

    private static final LimitMeasure CALLS = new LimitMeasure.Calls();

    @Test
    void anIdMeansTheSameInEveryPlanOfACatalogue() {
        PlanVersion small =
                PlanSketch.plan("small").limits(limit("rpm", CALLS, 60)).build();
        PlanVersion large =
                PlanSketch.plan("large").limits(limit("rpm", CALLS, 90)).build();
        assertThat(catalogue(small, large).plans()).hasSize(2);

        PlanVersion other = PlanSketch.addOn("other")
                .limits(limit("rpm", new LimitMeasure.Concurrency(), 90))
                .build();
        assertThatThrownBy(() -> catalogue(small, other))
                .hasMessage("limit rpm of plan small is another than that of plan other: an id means the same in every"
                        + " plan, only 'most' may differ");
    }

    @Test
    void aPlanHasOneOfEachIdInAnyOrder() {
        UsageLimit one = limit("a", CALLS, 1);
        UsageLimit two = limit("b", CALLS, 2);
        assertThat(PlanSketch.plan("pro").limits(two).limits(one).build())
                .isEqualTo(PlanSketch.plan("pro").limits(one).limits(two).build());
        PlanSketch twice = PlanSketch.plan("pro").limits(one).limits(limit("a", CALLS, 2));
        assertThatThrownBy(twice::build).hasMessage("plan pro has two limits 'a'");
        PlanSketch many = PlanSketch.plan("pro");
        for (int i = 0; i <= UsageLimit.MOST_OF_A_PLAN; i++) {
            many.limits(limit("x" + i, CALLS, 1));
        }
        assertThatThrownBy(many::build).hasMessage("plan pro has 51 limits, it can have 50 at most");
    }

    @Test
    void whatIsLimitedIsAMeterOfTheCatalogue() {
        UsageLimit tokens = limit("tpm", new LimitMeasure.Quantity(new MeterKey("tokens")), 1);
        assertThatThrownBy(() -> catalogue(PlanSketch.plan("pro").limits(tokens).build()))
                .hasMessage("limit tpm of plan pro uses meter 'tokens', the meters are []");
    }

    private static Catalogue catalogue(PlanVersion... plans) {
        TreeMap<PlanKey, PlanVersion> all = new TreeMap<>();
        for (PlanVersion plan : plans) {
            all.put(plan.id().plan(), plan);
        }
        return new Catalogue(new TreeMap<>(), all, new TreeMap<>(), new TreeMap<>(), Optional.empty());
    }

    private static UsageLimit limit(String id, LimitMeasure measure, long most) {
        return new UsageLimit(new LimitId(id), measure, Optional.empty(), LimitWindow.MINUTE, Fraction.of(most));
    }
}
