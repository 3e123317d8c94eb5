package dev.countinghouse.billing.domain.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge.Timing;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Lifecycle.Anchor;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Annual fees with monthly usage, and changes between monthly and annual. 2026 has 365 days. */
class AnnualFeeTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final PlanVersion MONTHLY =
            PlanSketch.plan("monthly").fee("31.00").build();
    private static final PlanVersion ANNUAL =
            PlanSketch.plan("annual").every("year", "month").fee("365.00").build();
    private static final PlanVersion BETTER =
            PlanSketch.plan("better").every("year", "month").fee("730.00").build();

    private static List<String> closing(Story story, String inPeriod) {
        return Story.settled(story.closing(inPeriod));
    }

    @Test
    void theFeeFallsDueOnceInTwelveUsagePeriods() {
        Story story = Story.starts(ANNUAL, "2026-01-31");
        assertThat(Story.settled(story.fees().inAdvanceAt(story.at("2026-01-31"))))
                .containsExactly("annual base 365.00");
        List<String> all = new ArrayList<>();
        String inPeriod = "2026-01-31";
        for (int month = 0; month < 24; month++) {
            all.addAll(closing(story, inPeriod));
            inPeriod = story.periodAt(inPeriod).actual().end().toString().replace("Z", "");
        }
        assertThat(all).containsExactly("annual base 365.00", "annual base 365.00");
        assertThat(inPeriod).startsWith("2028-01-31");
    }

    @Test
    void anUpgradeInTheSeventhMonthIsPricedByTheRestOfTheYear() {
        Story story = Story.starts(ANNUAL, "2026-01-01").changes(BETTER, 1, "2026-07-20");
        // 20 July to 31 December: 165 days
        assertThat(closing(story, "2026-07-02")).containsExactly("annual base -165.00", "better base 330.00");
        assertThat(closing(story, "2026-08-02")).isEmpty();
        assertThat(closing(story, "2026-12-02")).containsExactly("better base 730.00");
    }

    @Test
    void anUpgradeAtTheBoundaryOfAMonthIsCreditedAndCharged() {
        Story story = Story.starts(ANNUAL, "2026-01-01").changes(BETTER, 1, "2026-07-01");
        assertThat(closing(story, "2026-06-02")).containsExactly("annual base -184.00", "better base 368.00");
        assertThat(closing(story, "2026-07-02")).isEmpty();
    }

    @Test
    void cancellingAtOnceGivesBackTheRestOfTheYear() {
        Story story = Story.starts(ANNUAL, "2026-01-01").cancels("2026-03-02", true);
        assertThat(closing(story, "2026-03-01")).containsExactly("annual base -305.00");
    }

    @Test
    void cancellingAtTheEndLastsTheWholeYear() {
        Story story = Story.starts(ANNUAL, "2026-01-01").cancelsAtPeriodEnd("2026-03-02");
        assertThat(story.main().ending().orElseThrow().at()).isEqualTo(story.at("2027-01-01"));
        assertThat(closing(story, "2026-12-02")).isEmpty();
    }

    @Test
    void fromMonthlyToAnnualAPeriodOfItsOwnBegins() {
        Story story = Story.starts(MONTHLY, "2026-01-01").changes(ANNUAL, 1, "2026-01-15T06:00");
        // 16 days and 18 hours of 31 are left
        assertThat(closing(story, "2026-01-02")).containsExactly("monthly base -16.75", "annual base 365.00");
        Period next = story.periodAt("2026-01-16").actual();
        assertThat(next).isEqualTo(new Period(story.at("2026-01-15T06:00"), story.at("2026-02-15T06:00")));
        assertThat(closing(story, "2026-01-16")).isEmpty();
        assertThat(closing(story, "2027-01-14")).containsExactly("annual base 365.00");
    }

    @Test
    void fromAnnualToMonthlyTheRestOfTheYearIsCredited() {
        Story story = Story.starts(ANNUAL, "2026-01-01").changes(MONTHLY, 2, "2026-06-15");
        // 200 days; the credit is larger than the charge
        assertThat(closing(story, "2026-06-02")).containsExactly("annual base -200.00", "monthly base 62.00");
        assertThat(closing(story, "2026-06-16")).containsExactly("monthly base 62.00");
    }

    @Test
    void onTheCalendarAChangeOfIntervalStaysOnTheCalendar() {
        Story story = Story.starts(UTC, Anchor.CALENDAR, MONTHLY, "2026-01-01").changes(ANNUAL, 1, "2026-05-11");
        // 21 of 31 days of May; 235 days to the end of the year
        assertThat(closing(story, "2026-05-02")).containsExactly("monthly base -21.00", "annual base 235.00");
        assertThat(story.periodAt("2026-05-20").actual())
                .isEqualTo(new Period(story.at("2026-05-01"), story.at("2026-06-01")));
        assertThat(closing(story, "2026-06-02")).isEmpty();
        assertThat(closing(story, "2026-12-02")).containsExactly("annual base 365.00");
        story.changes(MONTHLY, 1, "2026-12-22");
        assertThat(closing(story, "2026-12-02"))
                .containsExactly("annual base -10.00", "monthly base 10.00", "monthly base 31.00");
    }

    @Test
    void onTheCalendarAScheduledAnnualPlanIsChargedForWhatIsLeftOfTheYear() {
        Story story =
                Story.starts(UTC, Anchor.CALENDAR, MONTHLY, "2026-01-01").changesAtPeriodEnd(ANNUAL, 1, "2026-06-10");
        assertThat(closing(story, "2026-06-02")).containsExactly("annual base 184.00");
        assertThat(closing(story, "2026-07-02")).isEmpty();
        assertThat(closing(story, "2026-12-02")).containsExactly("annual base 365.00");
    }

    @Test
    void whatAPeriodBearsOfAnAnnualFeeIsItsShareOfTheYear() {
        PlanVersion whole = PlanSketch.plan("whole")
                .every("year", "month")
                .fee("base", "365.00", Timing.ADVANCE, false)
                .build();
        for (PlanVersion plan : List.of(ANNUAL, whole)) {
            Story story = Story.starts(plan, "2026-01-01");
            assertThat(Story.settled(story.fees().accrued(story.segmentsAt("2026-02-10"))))
                    .containsExactly(plan.id().plan() + " base 28.00");
        }
    }
}
