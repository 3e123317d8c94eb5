package dev.countinghouse.billing.domain.rating;

import static dev.countinghouse.billing.domain.plan.ChangePolicy.AllowanceOnChange.PRORATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.period.Proration;
import dev.countinghouse.billing.domain.plan.Charge.Timing;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Subscription;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Add-ons that come and go in April 2026: their fees, and what they do to the main plan's usage. */
class AddOnTest {

    private static final PlanVersion MAIN = PlanSketch.plan("main")
            .includes("sum", 100)
            .usage("sum", Models.perUnit("0.10"))
            .build();
    private static final PlanVersion PACK =
            PlanSketch.addOn("pack").fee("9.00").includes("sum", 50).build();
    private static final PlanVersion SUPPORT =
            PlanSketch.addOn("support").fee("20.00").build();

    private static List<String> usage(Story story) {
        return Story.settled(story.usageAsOf("2026-04-02", story.at("2026-05-01")));
    }

    @Test
    void itsAllowanceAddsToThePlansWhileItRuns() {
        Story story = Story.starts(MAIN, "2026-04-01")
                .addsOn(PACK, 2, "2026-04-11", "2026-04-21")
                .uses("sum", "130", "2026-04-05")
                .uses("sum", "100", "2026-04-15")
                .uses("sum", "10", "2026-04-25");
        // 30 beyond 100; then 230 of 200, of which 130 came before; then all is beyond 100 again
        assertThat(usage(story)).containsExactly("main sum 3.00", "main sum 3.00", "main sum 1.00");
    }

    @Test
    void oneThatStartsWithThePeriodAddsToAllOfIt() {
        Story story = Story.starts(MAIN, "2026-04-01")
                .addsOn(PACK, 1, "2026-04-01", "")
                .uses("sum", "160", "2026-04-05");
        assertThat(usage(story)).containsExactly("main sum 1.00");
    }

    @Test
    void itsAllowanceIsAddedInFullWhereThePlansIsProrated() {
        PlanVersion half = PlanSketch.plan("half")
                .onChange(PRORATE, Proration.SECOND)
                .includes("sum", 100)
                .usage("sum", Models.perUnit("0.10"))
                .build();
        Story story = Story.starts(MAIN, "2026-04-01")
                .addsOn(PACK, 1, "2026-04-01", "")
                .changes(half, 1, "2026-04-16")
                .uses("sum", "150", "2026-04-05")
                .uses("sum", "110", "2026-04-20");
        assertThat(usage(story)).containsExactly("main sum 0.00", "half sum 1.00");
    }

    @Test
    void oneThatHasNothingForAMeterLeavesItsLineWhole() {
        PlanVersion volume = PlanSketch.plan("main")
                .usage("sum", Models.volume("0 0.10 0", "100 0.05 0"))
                .usage("latest", Models.perUnit("1.00"))
                .fee("seat", "0.05", Timing.ARREARS, true)
                .fee("setup", "3.00", Timing.ARREARS, false)
                .build();
        Story story = Story.starts(volume, "2026-04-01")
                .addsOn(SUPPORT, 1, "2026-04-16", "2026-04-21")
                .uses("sum", "80", "2026-04-05")
                .uses("sum", "80", "2026-04-18")
                .uses("latest", "10", "2026-04-05")
                .uses("latest", "4", "2026-04-25");
        // two volume lines would be 8.00 + 4.00, two fees 0.03 + 0.02 + 0.01, the level would be kept at 10
        assertThat(Story.settled(story.closing("2026-04-02")))
                .containsExactly("main sum 8.00", "main latest 4.00", "main seat 0.05", "main setup 3.00");
    }

    @Test
    void itsFeeIsChargedForItsPartOfTheMainPlansPeriods() {
        Story story = Story.starts(MAIN, "2026-04-01").addsOn(SUPPORT, 3, "2026-04-11", "2026-05-16");
        Subscription addOn = story.addOns().get(0);
        FeeLines fees = story.feesOf(addOn);
        assertThat(Story.settled(fees.inAdvanceAt(story.at("2026-04-11")))).containsExactly("support base 40.00");
        assertThat(Story.settled(fees.inAdvanceAt(story.at("2026-05-01")))).containsExactly("support base 60.00");
        // 16 of 31 days of May are left
        assertThat(Story.settled(fees.prorations(addOn.periodAt(story.at("2026-05-02")))))
                .containsExactly("support base -30.97");
    }

    @Test
    void anAnnualOneIsDueByTheMainPlansYear() {
        PlanVersion annual =
                PlanSketch.addOn("annual").every("year", "month").fee("365.00").build();
        Story story = Story.starts(MAIN, "2026-01-01").addsOn(annual, 1, "2026-07-01", "");
        FeeLines fees = story.feesOf(story.addOns().get(0));
        // July to December are 184 days
        assertThat(Story.settled(fees.inAdvanceAt(story.at("2026-07-01")))).containsExactly("annual base 184.00");
        assertThat(fees.inAdvanceAt(story.at("2026-08-01"))).isEmpty();
        assertThat(Story.settled(fees.inAdvanceAt(story.at("2027-01-01")))).containsExactly("annual base 365.00");
    }

    @Test
    void oneWithOtherPeriodsThanTheMainPlanCannotStart() {
        PlanVersion weekly =
                PlanSketch.addOn("weekly").every("week", "week").fee("1.00").build();
        Story story = Story.starts(MAIN, "2026-04-01");
        assertThatThrownBy(() -> story.addsOn(weekly, 1, "2026-04-11", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("totals usage every week");
    }
}
