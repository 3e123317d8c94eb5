package dev.countinghouse.billing.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.plan.Charge.Timing;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fees over pauses; 31.00 is a dollar a day in months of 31 days. */
class PauseTest {

    private static final PlanVersion PLAN = PlanSketch.plan("p").fee("31.00").build();
    private static final PlanVersion NEXT = PlanSketch.plan("q").fee("62.00").build();

    private static List<String> closing(Story story, String inPeriod) {
        return Story.settled(story.closing(inPeriod));
    }

    @Test
    void aPauseInsideAPeriodChangesNothing() {
        Story story = Story.starts(PLAN, "2026-01-01").pauses("2026-01-10").resumes("2026-01-20");
        assertThat(closing(story, "2026-01-02")).containsExactly("p base 31.00");
    }

    @Test
    void aFeeThatFallsDueInAPauseIsChargedForTheRestWhenItIsResumed() {
        Story story = Story.starts(PLAN, "2026-02-20").pauses("2026-03-10");
        assertThat(closing(story, "2026-02-21")).isEmpty();
        assertThat(closing(story, "2026-03-21")).isEmpty();
        story.resumes("2026-03-29");
        // 22 of 31 days of 20 March to 20 April
        assertThat(closing(story, "2026-02-21")).isEmpty();
        assertThat(closing(story, "2026-03-21")).containsExactly("p base 22.00", "p base 31.00");
    }

    @Test
    void periodsPausedFromEndToEndAreNeverCharged() {
        Story story = Story.starts(PLAN, "2026-01-01").pauses("2026-01-10").resumes("2026-05-11");
        assertThat(closing(story, "2026-02-02")).isEmpty();
        assertThat(closing(story, "2026-03-02")).isEmpty();
        assertThat(closing(story, "2026-04-02")).isEmpty();
        assertThat(closing(story, "2026-05-02")).containsExactly("p base 21.00", "p base 31.00");
    }

    @Test
    void resumingExactlyAtABoundaryChargesTheWholeFeeOnce() {
        Story story = Story.starts(PLAN, "2026-01-01").pauses("2026-01-10").resumes("2026-03-01");
        assertThat(closing(story, "2026-02-02")).containsExactly("p base 31.00");
        assertThat(closing(story, "2026-03-02")).containsExactly("p base 31.00");
    }

    @Test
    void aSecondPauseInThePeriodDoesNotChargeTheResumedFeeAgain() {
        Story story = Story.starts(PLAN, "2026-02-01")
                .pauses("2026-02-20")
                .resumes("2026-03-11")
                .pauses("2026-03-15")
                .resumes("2026-03-20");
        assertThat(closing(story, "2026-03-02")).containsExactly("p base 21.00", "p base 31.00");
    }

    @Test
    void aPauseThatBeginsAsAnotherEndsGoesOn() {
        Story story = Story.starts(PLAN, "2026-02-01")
                .pauses("2026-02-20")
                .resumes("2026-03-11")
                .pauses("2026-03-11")
                .resumes("2026-03-21");
        assertThat(closing(story, "2026-03-02")).containsExactly("p base 11.00", "p base 31.00");
    }

    @Test
    void aChangeAfterAResumedPauseIsCreditedAndCharged() {
        Story story = Story.starts(PLAN, "2026-02-01")
                .pauses("2026-02-20")
                .resumes("2026-03-11")
                .changes(NEXT, 1, "2026-03-22");
        assertThat(closing(story, "2026-03-02"))
                .containsExactly("p base -10.00", "q base 20.00", "p base 21.00", "q base 62.00");
    }

    @Test
    void aChangeAtTheInstantOfResumingChargesTheNewFeeAlone() {
        Story story = Story.starts(PLAN, "2026-02-01")
                .pauses("2026-02-20")
                .resumes("2026-03-11")
                .changes(NEXT, 1, "2026-03-11");
        assertThat(closing(story, "2026-03-02")).containsExactly("q base 42.00", "q base 62.00");
    }

    @Test
    void cancellingInAPauseGivesBackWhatWasChargedBeforeIt() {
        Story story = Story.starts(PLAN, "2026-01-01").pauses("2026-01-10").cancels("2026-01-17", true);
        assertThat(closing(story, "2026-01-02")).containsExactly("p base -15.00");
    }

    @Test
    void cancellingInAPauseGivesNothingBackForAPeriodThatWasNotCharged() {
        Story story = Story.starts(PLAN, "2026-01-01").pauses("2026-01-10").cancels("2026-02-10", true);
        assertThat(closing(story, "2026-02-02")).isEmpty();
    }

    @Test
    void cancellingAfterAResumedPauseGivesBackTheRest() {
        Story story = Story.starts(PLAN, "2026-02-01")
                .pauses("2026-02-20")
                .resumes("2026-03-11")
                .cancels("2026-03-22", true);
        assertThat(closing(story, "2026-03-02")).containsExactly("p base -10.00", "p base 21.00");
    }

    @Test
    void resumingInATrialChargesNothing() {
        PlanVersion trial =
                PlanSketch.plan("t").trial("14 days", "sum", 5).fee("31.00").build();
        Story story =
                Story.startsWithTrial(trial, "2026-03-01").pauses("2026-03-01").resumes("2026-03-10");
        assertThat(closing(story, "2026-03-02")).containsExactly("t base 31.00");
    }

    @Test
    void aTrialThatEndsInAPauseIsFollowedByTheRestOfTheFirstFee() {
        PlanVersion trial =
                PlanSketch.plan("t").trial("14 days", "sum", 5).fee("31.00").build();
        Story story =
                Story.startsWithTrial(trial, "2026-03-01").pauses("2026-03-10").resumes("2026-03-25");
        assertThat(closing(story, "2026-03-02")).isEmpty();
        // 21 of the 31 days from 15 March are left
        assertThat(closing(story, "2026-03-16")).containsExactly("t base 21.00", "t base 31.00");
    }

    @Test
    void anAnnualFeeThatFallsIntoAPauseIsChargedForTheRestOfTheYear() {
        PlanVersion annual =
                PlanSketch.plan("a").every("year", "month").fee("365.00").build();
        Story story = Story.starts(annual, "2025-01-01").pauses("2025-12-10").resumes("2026-03-11");
        assertThat(closing(story, "2025-12-02")).isEmpty();
        // 296 of 365 days
        assertThat(closing(story, "2026-03-02")).containsExactly("a base 296.00");
        assertThat(closing(story, "2026-12-02")).containsExactly("a base 365.00");
    }

    @Test
    void anAnnualFeePaidBeforeThePauseIsNotChargedAgainAfterIt() {
        PlanVersion annual =
                PlanSketch.plan("a").every("year", "month").fee("365.00").build();
        Story story = Story.starts(annual, "2026-01-01").pauses("2026-02-10").resumes("2026-05-11");
        assertThat(closing(story, "2026-05-02")).isEmpty();
    }

    @Test
    void aFeeInArrearsComesToTheSameAsOneInAdvance() {
        PlanVersion late =
                PlanSketch.plan("l").fee("base", "31.00", Timing.ARREARS, true).build();
        Story story = Story.starts(late, "2026-01-01").pauses("2026-01-10").resumes("2026-03-11");
        assertThat(closing(story, "2026-01-02")).containsExactly("l base 31.00");
        assertThat(closing(story, "2026-02-02")).isEmpty();
        assertThat(closing(story, "2026-03-02")).containsExactly("l base 21.00");
    }
}
