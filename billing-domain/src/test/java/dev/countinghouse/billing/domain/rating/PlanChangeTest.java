package dev.countinghouse.billing.domain.rating;

import static dev.countinghouse.billing.domain.plan.ChangePolicy.AllowanceOnChange.CARRY;
import static dev.countinghouse.billing.domain.plan.ChangePolicy.AllowanceOnChange.PRORATE;
import static dev.countinghouse.billing.domain.plan.ChangePolicy.AllowanceOnChange.RESTART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.period.Proration;
import dev.countinghouse.billing.domain.plan.ChangePolicy.AllowanceOnChange;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Lifecycle.Anchor;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Usage over changes of plan that the tables of docs/proration.md do not show. April 2026 has 30 days. */
class PlanChangeTest {

    private static final String START = "2026-04-01";

    private static PlanVersion plan(String key, AllowanceOnChange policy, long included, String price) {
        return PlanSketch.plan(key)
                .onChange(policy, Proration.SECOND)
                .includes("sum", included)
                .usage("sum", Models.perUnit(price))
                .build();
    }

    private static List<String> usage(Story story) {
        return Story.settled(story.usageAsOf(
                "2026-04-02", story.periodAt("2026-04-02").actual().end()));
    }

    @Test
    void carryingThroughThreeChangesChargesOnlyWhatPassesEachPlansAllowance() {
        Story story = Story.starts(plan("s", CARRY, 100, "0.10"), START)
                .changes(plan("m", CARRY, 200, "0.08"), 1, "2026-04-11")
                .changes(plan("l", CARRY, 500, "0.05"), 1, "2026-04-21")
                .changes(plan("s", CARRY, 100, "0.10"), 1, "2026-04-26")
                .uses("sum", "150", "2026-04-05")
                .uses("sum", "150", "2026-04-15")
                .uses("sum", "150", "2026-04-23")
                .uses("sum", "150", "2026-04-28");
        // s: 50 beyond 100; m: 300 - 200; l: 450 of 500; s again: everything from 450 on is beyond 100
        assertThat(usage(story)).containsExactly("s sum 5.00", "m sum 8.00", "l sum 0.00", "s sum 15.00");
    }

    @Test
    void everyRestartGivesTheFullAllowanceAgain() {
        Story story = Story.starts(plan("s", RESTART, 100, "0.10"), START)
                .changes(plan("m", RESTART, 200, "0.08"), 1, "2026-04-11")
                .changes(plan("l", RESTART, 500, "0.05"), 1, "2026-04-21")
                .uses("sum", "150", "2026-04-05")
                .uses("sum", "250", "2026-04-15")
                .uses("sum", "510", "2026-04-23");
        assertThat(usage(story)).containsExactly("s sum 5.00", "m sum 4.00", "l sum 0.50");
    }

    @Test
    void aProratedShareOnceGivenIsNotTakenBackByALaterChange() {
        Story story = Story.starts(plan("s", PRORATE, 90, "1.00"), START)
                .changes(plan("m", PRORATE, 300, "1.00"), 1, "2026-04-11")
                .uses("sum", "90", "2026-04-05")
                .uses("sum", "200", "2026-04-15");
        // 20 of 30 days are left: 200 of 300 are included
        assertThat(usage(story)).containsExactly("s sum 0.00", "m sum 0.00");
        story.changes(plan("l", PRORATE, 600, "1.00"), 1, "2026-04-21").uses("sum", "201", "2026-04-25");
        assertThat(usage(story)).containsExactly("s sum 0.00", "m sum 0.00", "l sum 1.00");
    }

    @Test
    void carryingAfterARestartCountsTheWholePeriodAgain() {
        Story story = Story.starts(plan("s", RESTART, 100, "0.10"), START)
                .changes(plan("m", RESTART, 200, "0.10"), 1, "2026-04-11")
                .changes(plan("l", CARRY, 300, "0.10"), 1, "2026-04-21")
                .uses("sum", "100", "2026-04-05")
                .uses("sum", "150", "2026-04-15")
                .uses("sum", "100", "2026-04-25");
        assertThat(usage(story)).containsExactly("s sum 0.00", "m sum 0.00", "l sum 5.00");
    }

    @Test
    void aChangeAtTheVeryStartOfAPeriodIsNoChangeInMidPeriod() {
        for (AllowanceOnChange policy : AllowanceOnChange.values()) {
            Story story = Story.starts(plan("s", policy, 100, "0.10"), "2026-03-01")
                    .changes(plan("l", policy, 300, "0.05"), 1, START)
                    .uses("sum", "90", "2026-03-05")
                    .uses("sum", "400", "2026-04-05");
            assertThat(usage(story)).containsExactly("l sum 5.00");
        }
    }

    @Test
    void useAtTheInstantOfTheChangeBelongsToTheNewPlan() {
        Story story = Story.starts(plan("s", CARRY, 0, "1.00"), START)
                .changes(plan("l", CARRY, 0, "0.50"), 1, "2026-04-16")
                .uses("sum", "3", "2026-04-15T23:59:59")
                .uses("sum", "8", "2026-04-16T00:00:00");
        assertThat(usage(story)).containsExactly("s sum 3.00", "l sum 4.00");
    }

    @Test
    void quantityMultipliesTheAllowanceUnderEachPolicy() {
        List<String> expected = List.of("30.00", "10.00", "20.00");
        for (int i = 0; i < 3; i++) {
            AllowanceOnChange policy = List.of(CARRY, RESTART, PRORATE).get(i);
            PlanVersion plan = plan("seats", policy, 10, "1.00");
            Story story = Story.starts(plan, START)
                    .changes(plan, 2, "2026-04-16")
                    .uses("sum", "20", "2026-04-05")
                    .uses("sum", "30", "2026-04-20");
            // carry: 20 of 20 before, 50 of 20 after; restart: 30 of 20; prorate: 30 of half of 20
            assertThat(usage(story)).containsExactly("seats sum 10.00", "seats sum " + expected.get(i));
        }
    }

    @Test
    void aChangeOfQuantityThatAChargeDoesNotSeeLeavesItsLineWhole() {
        PlanVersion plan = PlanSketch.plan("p")
                .fee("10.00")
                .usage("sum", Models.volume("0 0.10 0", "100 0.05 0"))
                .build();
        Story story = Story.starts(plan, START)
                .changes(plan, 2, "2026-04-16")
                .uses("sum", "80", "2026-04-05")
                .uses("sum", "80", "2026-04-20");
        assertThat(usage(story)).containsExactly("p sum 8.00");
    }

    @Test
    void aLevelThatFallsAndRisesAgainIsNotPricedTwice() {
        PlanVersion plan =
                PlanSketch.plan("p").usage("latest", Models.perUnit("1.00")).build();
        PlanVersion next =
                PlanSketch.plan("q").usage("latest", Models.perUnit("1.00")).build();
        Story story = Story.starts(plan, START)
                .changes(next, 1, "2026-04-11")
                .changes(plan, 1, "2026-04-21")
                .uses("latest", "10", "2026-04-05")
                .uses("latest", "4", "2026-04-15")
                .uses("latest", "8", "2026-04-25");
        assertThat(usage(story)).containsExactly("p latest 10.00");
        story.uses("latest", "13", "2026-04-26");
        assertThat(usage(story)).containsExactly("p latest 10.00", "p latest 3.00");
    }

    @Test
    void anAverageThatFallsAndRisesAgainIsNotPricedTwice() {
        Story story = Story.starts(
                        PlanSketch.plan("p")
                                .usage("average", Models.perUnit("1.00"))
                                .build(),
                        START)
                .changes(
                        PlanSketch.plan("q")
                                .usage("average", Models.perUnit("2.00"))
                                .build(),
                        1,
                        "2026-04-11")
                .changes(
                        PlanSketch.plan("r")
                                .usage("average", Models.perUnit("1.00"))
                                .build(),
                        1,
                        "2026-04-21")
                .uses("average", "10", "2026-04-05")
                .uses("average", "2", "2026-04-15")
                .uses("average", "21", "2026-04-25");
        // averages at the cuts: 10, 6, and 33/3 = 11 at the end: one unit above what was priced
        assertThat(usage(story)).containsExactly("p average 10.00", "r average 1.00");
    }

    @Test
    void theMinimumOfAPeriodIsPricedOnce() {
        Story story = Story.starts(
                        PlanSketch.plan("p")
                                .usage("min", Models.perUnit("1.00"))
                                .build(),
                        START)
                .changes(
                        PlanSketch.plan("q")
                                .usage("min", Models.perUnit("9.00"))
                                .build(),
                        1,
                        "2026-04-16")
                .uses("min", "10", "2026-04-05")
                .uses("min", "4", "2026-04-20");
        assertThat(usage(story)).containsExactly("p min 10.00");
    }

    @Test
    void daysFollowedByALastPieceOfADayStillGiveAShare() {
        PlanVersion old = PlanSketch.plan("old").build();
        PlanVersion tiers = PlanSketch.plan("tiers")
                .onChange(PRORATE, Proration.DAY)
                .usage("sum", Models.graduated("0 1.00 0", "720 0.50 0"))
                .build();
        Story story = Story.starts(old, "2026-04-01T12:00")
                .changes(tiers, 1, "2026-05-01T06:00")
                .uses("sum", "10", "2026-05-01T07:00");
        // no whole day is left, 6 of 720 hours are: the first tier ends at 6
        assertThat(Story.settled(story.usageAsOf("2026-05-01T07:00", story.at("2026-05-01T12:00"))))
                .containsExactly("tiers sum 8.00");
    }

    @Test
    void aShortFirstPeriodOnTheCalendarHasItsShareWhereAllowancesAreProrated() {
        for (AllowanceOnChange policy : AllowanceOnChange.values()) {
            Story story = Story.starts(ZoneId.of("UTC"), Anchor.CALENDAR, plan("p", policy, 90, "1.00"), "2026-04-21")
                    .uses("sum", "40", "2026-04-25");
            List<RatedLine> lines = story.usageAsOf("2026-04-25", story.at("2026-05-01"));
            // 10 of 30 days: 30 of 90 are included
            assertThat(Story.settled(lines)).containsExactly(policy == PRORATE ? "p sum 10.00" : "p sum 0.00");
        }
    }

    @Test
    void tierFeesAreDueOnceInAPeriodThatCarries() {
        PlanVersion small = PlanSketch.plan("small")
                .usage("sum", Models.graduated("0 0 10.00", "100 0 5.00"))
                .build();
        PlanVersion large = PlanSketch.plan("large")
                .usage("sum", Models.graduated("0 0 20.00", "100 0 7.00"))
                .build();
        Story story = Story.starts(small, START)
                .changes(large, 1, "2026-04-16")
                .uses("sum", "50", "2026-04-05")
                .uses("sum", "60", "2026-04-20");
        assertThat(usage(story)).containsExactly("small sum 10.00", "large sum 7.00");
    }
}
