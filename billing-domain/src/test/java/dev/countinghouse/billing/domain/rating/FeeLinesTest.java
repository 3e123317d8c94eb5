package dev.countinghouse.billing.domain.rating;

import static dev.countinghouse.billing.domain.plan.Charge.Timing.ADVANCE;
import static dev.countinghouse.billing.domain.plan.Charge.Timing.ARREARS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge.Timing;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Lifecycle.Anchor;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fees of monthly plans: in advance, in arrears, not prorated, trials, early ends. */
class FeeLinesTest {

    private static final PlanVersion PRO = PlanSketch.plan("pro").fee("30.00").build();
    private static final PlanVersion MAX = PlanSketch.plan("max").fee("60.00").build();

    private static List<String> opening(Story story) {
        return Story.settled(story.fees().inAdvanceAt(story.main().startedAt()));
    }

    private static List<String> closing(Story story, String inPeriod) {
        return Story.settled(story.closing(inPeriod));
    }

    @Test
    void aFeeInAdvanceIsChargedAsEachPeriodBegins() {
        Story story = Story.starts(PRO, "2026-04-01");
        assertThat(opening(story)).containsExactly("pro base 30.00");
        assertThat(closing(story, "2026-04-02")).containsExactly("pro base 30.00");
        Period next = story.closing("2026-04-02").get(0).period();
        assertThat(next).isEqualTo(new Period(story.at("2026-05-01"), story.at("2026-06-01")));
        assertThat(story.fees().inAdvanceAt(story.at("2026-04-15"))).isEmpty();
        assertThat(story.fees().inAdvanceAt(story.at("2026-03-31"))).isEmpty();
    }

    @Test
    void aFeeInArrearsIsChargedForThePeriodThatEnds() {
        PlanVersion plan =
                PlanSketch.plan("late").fee("base", "30.00", ARREARS, true).build();
        Story story = Story.starts(plan, "2026-04-01");
        assertThat(opening(story)).isEmpty();
        assertThat(closing(story, "2026-04-02")).containsExactly("late base 30.00");
        story.cancels("2026-04-11", true);
        assertThat(closing(story, "2026-04-02")).containsExactly("late base 10.00");
    }

    @Test
    void anUpgradeCreditsAndChargesTheRestAndAnotherTheRestOfThat() {
        Story story =
                Story.starts(PRO, "2026-04-01").changes(MAX, 1, "2026-04-11").changes(PRO, 3, "2026-04-21");
        assertThat(closing(story, "2026-04-02"))
                .containsExactly(
                        "pro base -20.00", "max base 40.00", "max base -20.00", "pro base 30.00", "pro base 90.00");
    }

    @Test
    void fromArrearsToAdvanceAndBackNothingIsChargedTwice() {
        PlanVersion late =
                PlanSketch.plan("late").fee("base", "30.00", ARREARS, true).build();
        Story there = Story.starts(late, "2026-04-01").changes(MAX, 1, "2026-04-11");
        assertThat(closing(there, "2026-04-02")).containsExactly("late base 10.00", "max base 40.00", "max base 60.00");
        Story back = Story.starts(MAX, "2026-04-01").changes(late, 1, "2026-04-11");
        assertThat(closing(back, "2026-04-02")).containsExactly("late base 20.00", "max base -40.00");
    }

    @Test
    void aChangeAtTheVeryStartOfAPeriodChargesTheNewFeeAlone() {
        Story story = Story.starts(PRO, "2026-04-01").changes(MAX, 2, "2026-05-01");
        assertThat(closing(story, "2026-04-02")).containsExactly("max base 120.00");
        assertThat(closing(story, "2026-05-02")).containsExactly("max base 120.00");
    }

    @Test
    void aScheduledChangeTakesEffectWithThePeriod() {
        Story story = Story.starts(PRO, "2026-04-01").changesAtPeriodEnd(MAX, 1, "2026-04-10");
        assertThat(closing(story, "2026-04-02")).containsExactly("max base 60.00");
    }

    @ParameterizedTest
    @CsvSource({"ADVANCE", "ARREARS"})
    void aFeeThatIsNotProratedIsDueOnceForTheLargestQuantity(String timing) {
        Timing when = Timing.valueOf(timing);
        PlanVersion seats =
                PlanSketch.plan("seats").fee("seat", "10.00", when, false).build();
        Story story = Story.starts(seats, "2026-04-01")
                .changes(seats, 3, "2026-04-06")
                .changes(seats, 1, "2026-04-11")
                .changes(seats, 4, "2026-04-21");
        List<String> increments = List.of("seats seat 20.00", "seats seat 10.00");
        if (when == ADVANCE) {
            assertThat(opening(story)).containsExactly("seats seat 10.00");
            assertThat(Story.settled(story.fees().prorations(story.periodAt("2026-04-02"))))
                    .isEqualTo(increments);
        } else {
            assertThat(closing(story, "2026-04-02"))
                    .containsExactly("seats seat 10.00", "seats seat 20.00", "seats seat 10.00");
        }
    }

    @Test
    void aFeeThatIsNotProratedIsNeverCreditedAndDueInFullForEachPlan() {
        PlanVersion one =
                PlanSketch.plan("one").fee("base", "10.00", ADVANCE, false).build();
        PlanVersion two =
                PlanSketch.plan("two").fee("base", "25.00", ADVANCE, false).build();
        Story story = Story.starts(one, "2026-04-01")
                .changes(two, 1, "2026-04-29")
                .changes(one, 1, "2026-04-30")
                .cancels("2026-04-30T12:00", true);
        assertThat(closing(story, "2026-04-02")).containsExactly("two base 25.00");
    }

    @Test
    void theFirstFeePeriodBeginsWhenTheTrialEnds() {
        PlanVersion trial = PlanSketch.plan("trial")
                .trial("14 days", "sum", 50)
                .fee("31.00")
                .build();
        Story story = Story.startsWithTrial(trial, "2026-04-01");
        assertThat(opening(story)).isEmpty();
        assertThat(closing(story, "2026-04-02")).containsExactly("trial base 31.00");
        assertThat(story.periodAt("2026-04-15").actual())
                .isEqualTo(new Period(story.at("2026-04-15"), story.at("2026-05-15")));
        story.changes(PRO, 1, "2026-04-08");
        assertThat(closing(story, "2026-04-02")).containsExactly("pro base 30.00");
        assertThat(story.periodAt("2026-04-08").actual())
                .isEqualTo(new Period(story.at("2026-04-08"), story.at("2026-05-08")));
    }

    @Test
    void cancellingInATrialCostsNothing() {
        PlanVersion trial = PlanSketch.plan("trial")
                .trial("14 days", "sum", 50)
                .fee("31.00")
                .build();
        assertThat(closing(Story.startsWithTrial(trial, "2026-04-01").cancels("2026-04-08", true), "2026-04-02"))
                .isEmpty();
        Story atEnd = Story.startsWithTrial(trial, "2026-04-01").cancelsAtPeriodEnd("2026-04-08");
        assertThat(closing(atEnd, "2026-04-02")).isEmpty();
        assertThat(closing(atEnd.resumes("2026-04-09"), "2026-04-02")).containsExactly("trial base 31.00");
    }

    @Test
    void cancellingAtOnceCreditsTheRestOnlyIfAsked() {
        assertThat(closing(Story.starts(PRO, "2026-04-01").cancels("2026-04-25", true), "2026-04-02"))
                .containsExactly("pro base -6.00");
        assertThat(closing(Story.starts(PRO, "2026-04-01").cancels("2026-04-25", false), "2026-04-02"))
                .isEmpty();
        assertThat(closing(Story.starts(PRO, "2026-04-01").cancelsAtPeriodEnd("2026-04-25"), "2026-04-02"))
                .isEmpty();
    }

    @Test
    void cancellingAtTheInstantOfAChangeCreditsOnce() {
        Story credited =
                Story.starts(PRO, "2026-04-01").changes(MAX, 1, "2026-04-16").cancels("2026-04-16", true);
        assertThat(closing(credited, "2026-04-02")).containsExactly("pro base -15.00");
        Story kept =
                Story.starts(PRO, "2026-04-01").changes(MAX, 1, "2026-04-16").cancels("2026-04-16", false);
        assertThat(closing(kept, "2026-04-02")).isEmpty();
    }

    @Test
    void whatIsScheduledAfterTheEndNeverHappens() {
        Story story = Story.starts(PRO, "2026-04-01").changesAtPeriodEnd(MAX, 1, "2026-04-10");
        story.cancels("2026-04-16", false);
        assertThat(closing(story, "2026-04-02")).isEmpty();
        assertThat(story.main().scheduledAfter(story.at("2026-04-12"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // the first period lasts to the end of the month: 11 of 31, 8 of 28, 9 of 29, 10 of 30 days
        "UTC, 2026-01-21, 2026-02-01, 35.48",
        "UTC, 2026-02-21, 2026-03-01, 28.57",
        "UTC, 2028-02-21, 2028-03-01, 31.03",
        "UTC, 2026-04-21, 2026-05-01, 33.33",
        // 263 of 743 hours, the clocks go forward on the 29th; 265 of 745, they go back on the 25th
        "Europe/Berlin, 2026-03-21, 2026-04-01, 35.40",
        "Europe/Berlin, 2026-10-21, 2026-11-01, 35.57",
        "Pacific/Kiritimati, 2026-01-21, 2026-02-01, 35.48",
        "Etc/GMT+12, 2026-01-21, 2026-02-01, 35.48",
    })
    void aShortFirstPeriodOnTheCalendarCostsItsShare(String zone, String start, String end, String fee) {
        PlanVersion plan = PlanSketch.plan("pro").fee("100.00").build();
        Story story = Story.starts(ZoneId.of(zone), Anchor.CALENDAR, plan, start);
        assertThat(opening(story)).containsExactly("pro base " + fee);
        assertThat(story.periodAt(start).actual()).isEqualTo(new Period(story.at(start), story.at(end)));
        assertThat(closing(story, start)).containsExactly("pro base 100.00");
    }
}
