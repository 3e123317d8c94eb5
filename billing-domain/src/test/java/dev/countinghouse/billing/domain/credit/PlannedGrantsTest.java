package dev.countinghouse.billing.domain.credit;

import static dev.countinghouse.billing.domain.credit.PlanStory.at;
import static dev.countinghouse.billing.domain.credit.PlanStory.every;
import static dev.countinghouse.billing.domain.credit.PlanStory.once;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When plans give credits and take them. */
class PlannedGrantsTest {

    private static final PlanVersion MONTHLY =
            PlanSketch.plan("pro").grants(every("month", "100")).build();
    private static final PlanVersion LARGE =
            PlanSketch.plan("large").grants(every("month", "300")).build();
    private static final PlanVersion ANNUAL = PlanSketch.plan("annual")
            .every("year", "year")
            .grants(every("month", "100"))
            .build();
    private static final PlanVersion TRIED = PlanSketch.plan("tried")
            .trial("14 days", "sum", 5)
            .grants(every("month", "100"))
            .grants(once("5", "1 month"))
            .build();
    private static final PlanVersion PLAIN = PlanSketch.plan("plain").build();

    private static PlanStory story(String start) {
        return new PlanStory(start, MONTHLY, LARGE, ANNUAL, TRIED, PLAIN);
    }

    private static List<String> steps(PlanStory story, String until) {
        return story.planned().until(at(until)).stream()
                .map(step -> step.getClass().getSimpleName() + " " + step.at())
                .toList();
    }

    @Test
    void annualPlanThatGrantsMonthlyClampsToTheEndOfTheMonthAndReturns() {
        assertThat(steps(story("2026-01-31").subscribe(ANNUAL), "2026-05-01"))
                .containsExactly(
                        "Begin 2026-01-31T00:00:00Z",
                        "Again 2026-02-28T00:00:00Z",
                        "Again 2026-03-31T00:00:00Z",
                        "Again 2026-04-30T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        // clocks: forward on 29 March 02:00 in Berlin, on 8 March 02:00 in New York; back on 25 October 03:00 in Berlin
        "Europe/Berlin, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z",
        "Europe/Berlin, 2026-02-28T01:30:00Z, 2026-03-28T01:30:00Z",
        "Europe/Berlin, 2026-03-01T01:30:00Z, 2026-04-01T00:30:00Z",
        "Europe/Berlin, 2026-09-25T00:30:00Z, 2026-10-25T00:30:00Z",
        "America/New_York, 2026-02-08T07:30:00Z, 2026-03-08T07:00:00Z",
        "Australia/Lord_Howe, 2026-03-05T00:00:00Z, 2026-04-05T00:30:00Z"
    })
    void recurrencesAreAtTheSameLocalTimeAndWhereThereIsNoneAtTheJump(String zone, String start, String next) {
        PlanStory story = story(start).subscribe("s", MONTHLY, 1, zone, false);
        assertThat(story.planned().nextAfter(at(start))).contains(at(next));
        assertThat(story.planned().at(at(next)))
                .hasOnlyElementsOfType(PlannedStep.Again.class)
                .hasSize(1);
    }

    @Test
    void nextIsAlwaysTheNextThatHasSomethingToDoOrWasPausedAway() {
        PlanStory story =
                story("2026-01-31").subscribe(MONTHLY).on("2026-02-10").changeAtPeriodEnd(LARGE, 1);
        assertThat(story.planned().nextAfter(Instant.MIN)).contains(at("2026-01-31"));
        assertThat(story.planned().nextAfter(at("2026-01-31"))).contains(at("2026-02-28"));
        assertThat(story.planned().nextAfter(at("2026-02-27"))).contains(at("2026-02-28"));
        assertThat(story.planned().nextAfter(at("2026-02-28"))).contains(at("2026-03-31"));
    }

    @Test
    void planWithoutRecurringCreditsHasNothingToDoAfterItsBeginningUntilItsEnd() {
        PlanStory story = story("2026-01-31").subscribe(PLAIN);
        assertThat(story.planned().nextAfter(at("2026-01-31"))).isEmpty();
        story.on("2026-02-10").cancel();
        assertThat(steps(story, "2027-01-01"))
                .containsExactly("Begin 2026-01-31T00:00:00Z", "End 2026-02-10T00:00:00Z");
        assertThat(story.planned().nextAfter(at("2026-02-10"))).isEqualTo(Optional.empty());
    }

    @Test
    void changeAtARecurrenceIsABeginningAndNoRecurrence() {
        PlanStory story =
                story("2026-01-31").subscribe(MONTHLY).on("2026-02-10").changeAtPeriodEnd(LARGE, 1);
        assertThat(steps(story, "2026-03-31"))
                .containsExactly(
                        "Begin 2026-01-31T00:00:00Z", "Begin 2026-02-28T00:00:00Z", "Again 2026-03-31T00:00:00Z");
    }

    @Test
    void trialHasNoRecurrencesHoweverLongItsMonth() {
        PlanVersion longTrial = PlanSketch.plan("long")
                .trial("3 months", "sum", 5)
                .grants(every("month", "100"))
                .build();
        PlanStory story = new PlanStory("2026-01-31", longTrial).subscribe("s", longTrial, 1, "UTC", true);
        assertThat(steps(story, "2026-05-30"))
                .containsExactly(
                        "Begin 2026-01-31T00:00:00Z", "Begin 2026-04-30T00:00:00Z", "Again 2026-05-30T00:00:00Z");
    }

    @Test
    void recurrencesInAPauseNeverComeAndOnesAtItsEndDo() {
        PlanStory story =
                story("2026-01-01").subscribe(MONTHLY).on("2026-01-15").pause();
        assertThat(steps(story, "2026-03-15")).containsExactly("Begin 2026-01-01T00:00:00Z");
        story.on("2026-03-01").resume();
        assertThat(steps(story, "2026-04-01"))
                .containsExactly(
                        "Begin 2026-01-01T00:00:00Z", "Again 2026-03-01T00:00:00Z", "Again 2026-04-01T00:00:00Z");
    }

    @Test
    void whatWouldBeginAtOrAfterTheEndNeverDoes() {
        PlanStory story =
                story("2026-01-01").subscribe("s", TRIED, 1, "UTC", true).on("2026-01-10");
        assertThat(steps(story.cancel(), "2027-01-01"))
                .containsExactly("Begin 2026-01-01T00:00:00Z", "End 2026-01-10T00:00:00Z");
    }

    @Test
    void grantsThatComeOnceAreNamedForWhoeverReadsThem() {
        assertThat(story("2026-01-01").subscribe(TRIED).planned().once())
                .extracting(Object::toString)
                .containsExactly("plan/tried/welcome");
    }
}
