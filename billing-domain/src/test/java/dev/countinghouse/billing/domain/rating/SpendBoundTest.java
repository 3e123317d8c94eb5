package dev.countinghouse.billing.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.plan.Charge.Settlement;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.SpendBounds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Minimum and maximum spend per charge and per plan in April 2026, which has 30 days. */
class SpendBoundTest {

    private static SpendBounds spend(String minimum, String maximum) {
        return PlanSketch.spend(Models.USD, minimum, maximum);
    }

    private static PlanVersion bounded(String key, SpendBounds charge, String minimum, String maximum) {
        return PlanSketch.plan(key)
                .fee("7.00")
                .usage("sum", "sum", Models.perUnit("1.00"), charge, Settlement.INVOICE)
                .usage("max", Models.perUnit("1.00"))
                .spend(minimum, maximum)
                .build();
    }

    private static List<String> usage(Story story) {
        return Story.settled(story.usageAsOf(
                "2026-04-02", story.periodAt("2026-04-02").actual().end()));
    }

    @Test
    void theMinimumIsTruedUpWhenThePeriodIsOverAndNotBefore() {
        Story story = Story.starts(bounded("p", spend("50.00", ""), "", ""), "2026-04-01")
                .uses("sum", "20", "2026-04-05");
        assertThat(usage(story)).containsExactly("p sum 20.00", "p sum 30.00");
        assertThat(Story.settled(story.usageAsOf("2026-04-02", story.at("2026-04-30T23:59:59"))))
                .containsExactly("p sum 20.00");
        story.uses("sum", "30", "2026-04-05");
        assertThat(usage(story)).containsExactly("p sum 50.00");
    }

    @Test
    void theMinimumIsDueWithoutAnyUse() {
        assertThat(usage(Story.starts(bounded("p", spend("50.00", ""), "", ""), "2026-04-01")))
                .containsExactly("p sum 50.00");
        assertThat(usage(Story.starts(bounded("p", SpendBounds.NONE, "50.00", ""), "2026-04-01")))
                .containsExactly("p * 50.00");
    }

    @Test
    void whatIsAboveTheMaximumIsTakenOff() {
        Story story = Story.starts(bounded("p", spend("", "15.00"), "", ""), "2026-04-01")
                .uses("sum", "20", "2026-04-05");
        assertThat(usage(story)).containsExactly("p sum 20.00", "p sum -5.00");
    }

    @Test
    void thePlansBoundsHoldForWhatTheChargesOwnBoundsLeave() {
        Story story = Story.starts(bounded("p", spend("", "15.00"), "", "18.00"), "2026-04-01")
                .uses("sum", "20", "2026-04-05")
                .uses("max", "10", "2026-04-05");
        // 20 + 10 - 5 = 25, the fee is not usage
        assertThat(usage(story)).containsExactly("p sum 20.00", "p max 10.00", "p sum -5.00", "p * -7.00");
    }

    @Test
    void termsForPartOfThePeriodBoundTheirSpendInProportion() {
        Story story = Story.starts(bounded("a", SpendBounds.NONE, "30.00", ""), "2026-04-01")
                .changes(bounded("b", SpendBounds.NONE, "", "60.00"), 1, "2026-04-11")
                .uses("sum", "4", "2026-04-05")
                .uses("sum", "50", "2026-04-20");
        assertThat(usage(story)).containsExactly("a sum 4.00", "b sum 50.00", "a * 6.00", "b * -10.00");
    }

    @Test
    void anEarlyEndAndAReturnToThePlanShareTheMinimumByTheTimeThereWas() {
        PlanVersion a = bounded("a", SpendBounds.NONE, "30.00", "");
        PlanVersion b = bounded("b", SpendBounds.NONE, "", "");
        Story story = Story.starts(a, "2026-04-01")
                .changes(b, 1, "2026-04-06")
                .changes(a, 1, "2026-04-16")
                .cancels("2026-04-21", false);
        assertThat(usage(story)).containsExactly("a * 10.00");
    }

    @Test
    void aChangeOfQuantityDoesNotBoundTwice() {
        PlanVersion a = bounded("a", SpendBounds.NONE, "30.00", "");
        assertThat(usage(Story.starts(a, "2026-04-01").changes(a, 2, "2026-04-16")))
                .containsExactly("a * 30.00");
    }

    @Test
    void roundingLineByLineNeverPassesTheMaximumNorMissesTheMinimum() {
        PlanVersion plan = PlanSketch.plan("p")
                .usage("sum", Models.perUnit("0.335"))
                .usage("max", Models.perUnit("0.335"))
                .usage("unique", Models.perUnit("0.335"))
                .spend("1.00", "1.00")
                .build();
        Story story = Story.starts(plan, "2026-04-01")
                .uses("sum", "1", "2026-04-05")
                .uses("max", "1", "2026-04-05")
                .uses("unique", "a", "2026-04-05");
        // three lines of 0.34 are 1.02
        assertThat(usage(story)).containsExactly("p sum 0.34", "p max 0.34", "p unique 0.34", "p * -0.02");
    }

    @Test
    void aChargeNamedPlanIsNotTakenForThePlan() {
        PlanVersion plan = PlanSketch.plan("p")
                .usage("plan", "sum", Models.perUnit("1.00"), spend("5.00", ""), Settlement.INVOICE)
                .usage("max", Models.perUnit("1.00"))
                .spend("20.00", "")
                .build();
        Story story = Story.starts(plan, "2026-04-01").uses("max", "10", "2026-04-05");
        assertThat(usage(story)).containsExactly("p max 10.00", "p plan 5.00", "p * 5.00");
    }

    @Test
    void whatCreditsPayIsNoSpendOfThePlan() {
        PlanVersion plan = PlanSketch.plan("p")
                .usage("sum", "sum", Models.perUnit("1.00"), SpendBounds.NONE, Settlement.CREDITS)
                .usage("max", Models.perUnit("1.00"))
                .spend("20.00", "")
                .build();
        Story story =
                Story.starts(plan, "2026-04-01").uses("max", "10", "2026-04-05").uses("sum", "90", "2026-04-05");
        assertThat(usage(story)).containsExactly("p sum 90.00", "p max 10.00", "p * 10.00");
    }

    @Test
    void aTrialHasNoMinimum() {
        PlanVersion plan = PlanSketch.plan("p")
                .trial("14 days", "sum", 10)
                .spend("20.00", "")
                .build();
        assertThat(usage(Story.startsWithTrial(plan, "2026-04-01"))).isEmpty();
    }
}
