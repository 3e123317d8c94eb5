package dev.countinghouse.billing.domain.credit;

import static dev.countinghouse.billing.domain.credit.CreditStory.order;
import static dev.countinghouse.billing.domain.credit.CreditStory.usd;
import static dev.countinghouse.billing.domain.credit.PlanStory.every;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.period.Proration;
import dev.countinghouse.billing.domain.plan.ChangePolicy.AllowanceOnChange;
import dev.countinghouse.billing.domain.plan.GrantTerms;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change of plan does to the credits that come with it. */
class PlanChangeGrantsTest {

    private static PlanVersion plan(String key, String amount, AllowanceOnChange policy) {
        return PlanSketch.plan(key)
                .onChange(policy, Proration.SECOND)
                .grants(every("month", amount))
                .build();
    }

    private static final PlanVersion PRO = plan("pro", "100", AllowanceOnChange.CARRY);

    @ParameterizedTest
    @CsvSource({
        // The change is at noon of 16 January: half of the 31 days are left. 60 of 100 were spent.
        // carry up: 300 − 60; down: 80 − 60; far down: nothing is left of 50, and nothing is owed
        "CARRY, 300, 240",
        "CARRY, 80, 20",
        "CARRY, 50, 0",
        // restart: all of the new ones
        "RESTART, 300, 300",
        "RESTART, 50, 50",
        // prorate: half of the new ones
        "PRORATE, 300, 150",
        "PRORATE, 50, 25"
    })
    void changeInMidPeriodFollowsTheNewPlansPolicy(AllowanceOnChange policy, String amount, String available) {
        AllowanceOnChange another =
                policy == AllowanceOnChange.CARRY ? AllowanceOnChange.RESTART : AllowanceOnChange.CARRY;
        PlanVersion from = plan("from", "100", another);
        PlanVersion to = plan("to", amount, policy);
        PlanStory story = new PlanStory("2026-01-01", from, to)
                .subscribe(from)
                .burnTo("60")
                .on("2026-01-16T12:00:00Z")
                .change(to, 1);
        assertThat(story.available()).isEqualTo(available);
        assertThat(story.on("2026-02-01").available()).as("next month").isEqualTo(amount);
    }

    @Test
    void proratedShareIsRoundedDownAtTheTwelfthDecimal() {
        // 10 days of 31 are left of 100: 32.258064516129032…
        PlanVersion to = plan("to", "100", AllowanceOnChange.PRORATE);
        PlanStory story = new PlanStory("2026-01-01", PRO, to).subscribe(PRO).on("2026-01-22");
        assertThat(story.change(to, 1).available()).isEqualTo("32.258064516129");
    }

    @ParameterizedTest
    @CsvSource({"CARRY", "RESTART", "PRORATE"})
    void changeAtARecurrenceGivesAllOfTheNewOnesOnce(AllowanceOnChange policy) {
        PlanVersion to = plan("to", "300", policy);
        PlanStory story = new PlanStory("2026-01-01", PRO, to)
                .subscribe(PRO)
                .burnTo("60")
                .changeAtPeriodEnd(to, 1)
                .on("2026-02-01");
        assertThat(story.available()).isEqualTo("300");
        assertThat(story.entries().subList(2, 4))
                .containsExactly("void 2026-02-01T00:00:00Z", "recurrence 2026-02-01T00:00:00Z");
        assertThat(story.kept.entries).hasSize(4);
    }

    @Test
    void recurrenceExpiryAndChangeOfPlanAtOneInstantCountOnce() {
        PlanVersion to = plan("to", "300", AllowanceOnChange.CARRY);
        PlanStory story = new PlanStory("2026-01-01", PRO, to)
                .with(CreditStory.until(31, order("gift", "7")))
                .subscribe(PRO)
                .changeAtPeriodEnd(to, 1)
                .on("2026-02-15");
        assertThat(story.entries())
                .containsExactly(
                        "grant 2026-01-01T00:00:00Z",
                        "recurrence 2026-01-01T00:00:00Z",
                        "expiry 2026-02-01T00:00:00Z",
                        "void 2026-02-01T00:00:00Z",
                        "recurrence 2026-02-01T00:00:00Z");
        assertThat(story.available()).isEqualTo("300");
    }

    @Test
    void changeToAnotherIntervalBeginsANewCycleWithAllOfTheCredits() {
        PlanVersion annual = PlanSketch.plan("annual")
                .every("year", "year")
                .grants(every("month", "500"))
                .build();
        PlanStory story = new PlanStory("2026-01-01", PRO, annual)
                .subscribe(PRO)
                .burnTo("60")
                .on("2026-01-16")
                .change(annual, 1);
        assertThat(story.available()).isEqualTo("500");
        assertThat(story.planned().nextAfter(story.kept.now)).contains(PlanStory.at("2026-02-16"));
    }

    @Test
    void quantityMultipliesTheCreditsAndItsChangeFollowsThePolicy() {
        PlanStory story = new PlanStory("2026-01-01", PRO).subscribe("s", PRO, 3, "UTC", false);
        assertThat(story.available()).isEqualTo("300");
        story.burnTo("120").on("2026-01-10");
        // 5 × 100 − 120, 1 × 100 − 120, then 380 − 80 of 5 × 100 again
        assertThat(story.change(PRO, 5).available()).isEqualTo("380");
        assertThat(story.on("2026-01-11").change(PRO, 1).available()).isEqualTo("0");
        assertThat(story.on("2026-01-12").change(PRO, 5).burnTo("200").available())
                .isEqualTo("300");
        assertThat(story.on("2026-01-13").change(PRO, 4).available()).isEqualTo("200");
        assertThat(story.on("2026-02-01").available()).isEqualTo("400");
    }

    @Test
    void planWithoutCreditsInBetweenDoesNotMakeCarryForgetWhatWasSpent() {
        PlanVersion free = PlanSketch.plan("free").build();
        PlanStory story = new PlanStory("2026-01-01", PRO, free).subscribe(PRO).burnTo("60");
        assertThat(story.on("2026-01-10").change(free, 1).available()).isEqualTo("0");
        assertThat(story.on("2026-01-20").change(PRO, 1).available()).isEqualTo("40");
        story.on("2026-01-21").change(free, 1);
        assertThat(story.on("2026-02-10").change(PRO, 1).available())
                .as("in the next month")
                .isEqualTo("100");
    }

    @Test
    void heldCreditsAreCarriedAsSpentAndComeBackWhenTheyAreReleased() {
        PlanVersion to = plan("to", "300", AllowanceOnChange.CARRY);
        PlanStory story = new PlanStory("2026-01-01", PRO, to)
                .subscribe(PRO)
                .hold("h", "30")
                .on("2026-01-10")
                .change(to, 1);
        assertThat(story.available()).isEqualTo("270");
        assertThat(story.release("h").available()).isEqualTo("300");
        assertThat(story.on("2026-02-01").available()).isEqualTo("300");
    }

    @Test
    void carryTakesWhatWasSpentOffSeveralGrantsOnce() {
        PlanVersion two = PlanSketch.plan("two")
                .grants(every("month", "50"))
                .grants(new GrantTerms(
                        "more",
                        usd("40"),
                        every("month", "1").every(),
                        Optional.empty(),
                        20,
                        every("month", "1").scope(),
                        Optional.empty()))
                .build();
        PlanStory story = new PlanStory("2026-01-01", PRO, two)
                .subscribe(PRO)
                .burnTo("60")
                .on("2026-01-16")
                .change(two, 1);
        // 50 − 50, 40 − 10
        assertThat(story.available()).isEqualTo("30");
    }
}
