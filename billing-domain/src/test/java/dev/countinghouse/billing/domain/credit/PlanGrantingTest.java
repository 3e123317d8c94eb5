package dev.countinghouse.billing.domain.credit;

import static dev.countinghouse.billing.domain.credit.CreditStory.order;
import static dev.countinghouse.billing.domain.credit.CreditStory.usd;
import static dev.countinghouse.billing.domain.credit.PlanStory.every;
import static dev.countinghouse.billing.domain.credit.PlanStory.once;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.period.Proration;
import dev.countinghouse.billing.domain.plan.ChangePolicy.AllowanceOnChange;
import dev.countinghouse.billing.domain.plan.PlanSketch;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.plan.Rollover;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credits that come with plans: given, rolled over, taken back. */
class PlanGrantingTest {

    private static PlanVersion plan(String key, String amount, AllowanceOnChange policy) {
        return PlanSketch.plan(key)
                .onChange(policy, Proration.SECOND)
                .grants(every("month", amount))
                .build();
    }

    private static PlanVersion rolling(String minimum, String maximum) {
        return PlanSketch.plan("rolling")
                .grants(every("month", "100", Optional.of(new Rollover(usd(minimum), usd(maximum)))))
                .build();
    }

    private static final PlanVersion PRO = plan("pro", "100", AllowanceOnChange.CARRY);

    @Test
    void creditsComeAgainAndWhatIsLeftEnds() {
        PlanStory story = new PlanStory("2026-01-31", PRO).subscribe(PRO).burnTo("30");
        assertThat(story.available()).isEqualTo("70");
        assertThat(story.on("2026-02-28").available()).isEqualTo("100");
        assertThat(story.entries())
                .containsExactly(
                        "recurrence 2026-01-31T00:00:00Z",
                        "usage 2026-01-31T00:00:00Z",
                        "recurrence 2026-02-28T00:00:00Z");
        assertThat(story.kept.balances.get(CreditStory.USD))
                .containsEntry(LedgerAccount.EXPIRED, usd("70"))
                .containsEntry(LedgerAccount.COST, usd("-200"));
    }

    @ParameterizedTest
    @CsvSource({
        // at least, at most, spent of 100 → available next month, expired, given by the seller in all
        "0, 50, 100, 100, 0, 200",
        "0, 50, 96, 104, 0, 200",
        "0, 50, 50, 150, 0, 200",
        "0, 50, 40, 150, 10, 200",
        "0, 50, 0, 150, 50, 200",
        "20, 50, 100, 120, 0, 220",
        "20, 50, 95, 120, 0, 215",
        "20, 50, 70, 130, 0, 200",
        "20, 20, 100, 120, 0, 220",
        "20, 20, 0, 120, 80, 200",
        // 30 are overdrawn: nothing is left, and the new credits repay
        "0, 50, 130, 70, 0, 200",
        "20, 50, 130, 90, 0, 220"
    })
    void rolloverIsWhatIsLeftWithinItsBounds(
            String minimum, String maximum, String spent, String available, String expired, String cost) {
        PlanVersion plan = rolling(minimum, maximum);
        PlanStory story =
                new PlanStory("2026-01-01", plan).subscribe(plan).burnTo(spent).on("2026-02-01");
        assertThat(story.available()).isEqualTo(available);
        assertThat(story.kept.balances.get(CreditStory.USD).getOrDefault(LedgerAccount.EXPIRED, usd("0")))
                .isEqualTo(usd(expired));
        assertThat(story.kept.balances.get(CreditStory.USD)).containsEntry(LedgerAccount.COST, usd("-" + cost));
    }

    @Test
    void heldCreditsOutliveTheRecurrenceAndEndWhenTheyAreReleased() {
        PlanVersion plan = rolling("0", "50");
        PlanStory story = new PlanStory("2026-01-01", plan).subscribe(plan).hold("h", "80");
        assertThat(story.on("2026-02-01").available()).isEqualTo("120");
        assertThat(story.release("h").available()).isEqualTo("120");
    }

    @Test
    void trialGivesWhatComesOnceAndItsEndWhatRecurs() {
        PlanVersion tried = PlanSketch.plan("tried")
                .trial("14 days", "sum", 5)
                .grants(every("month", "100"))
                .grants(once("5", "1 month"))
                .build();
        PlanStory story = new PlanStory("2026-01-01", tried).subscribe("s", tried, 1, "UTC", true);
        assertThat(story.available()).isEqualTo("5");
        assertThat(story.burnTo("2").on("2026-01-14").available()).isEqualTo("3");
        assertThat(story.on("2026-01-15").available()).isEqualTo("103");
        assertThat(story.on("2026-02-01").available())
                .as("the welcome has expired")
                .isEqualTo("100");
    }

    @Test
    void whatComesOnceDoesNotComeAgainAfterItWasSpentWhateverChanges() {
        PlanVersion welcoming =
                PlanSketch.plan("welcoming").grants(once("5", "1 year")).build();
        PlanStory story =
                new PlanStory("2026-01-01", welcoming, PRO).subscribe(welcoming).burnTo("5");
        assertThat(story.available()).isEqualTo("0");
        assertThat(story.on("2026-01-10").change(welcoming, 2).available()).isEqualTo("0");
        story.on("2026-01-11").change(PRO, 1).on("2026-01-12").change(welcoming, 1);
        assertThat(story.available()).isEqualTo("0");
    }

    @Test
    void pauseSkipsRecurrencesAndTakesNothing() {
        PlanStory story = new PlanStory("2026-01-01", PRO)
                .subscribe(PRO)
                .burnTo("30")
                .on("2026-01-15")
                .pause();
        assertThat(story.on("2026-02-15").available()).isEqualTo("70");
        story.resume();
        assertThat(story.available()).isEqualTo("70");
        assertThat(story.on("2026-03-01").available()).isEqualTo("100");
    }

    @Test
    void termThatBeginsInAPauseRevokesAndGivesNothingUntilTheNextRecurrence() {
        PlanVersion to = plan("to", "300", AllowanceOnChange.CARRY);
        PlanStory story = new PlanStory("2026-01-01", PRO, to)
                .subscribe(PRO)
                .changeAtPeriodEnd(to, 1)
                .on("2026-01-15")
                .pause();
        assertThat(story.on("2026-02-10").available()).isEqualTo("0");
        assertThat(story.resume().available()).isEqualTo("0");
        assertThat(story.on("2026-03-01").available()).isEqualTo("300");
    }

    @Test
    void pauseAtTheInstantOfABeginningTakesNothingBack() {
        PlanStory story = new PlanStory("2026-01-01", PRO).subscribe(PRO).pause();
        assertThat(story.available()).isEqualTo("100");
    }

    @Test
    void endRevokesOnlyWhatRecursAndNeverMoreThanIsLeft() {
        PlanStory story = new PlanStory("2026-01-01", PRO)
                .subscribe(PRO)
                .with(order("gift", "7"))
                .burnTo("30")
                .on("2026-01-15")
                .cancel();
        assertThat(story.available()).isEqualTo("7");
        assertThat(story.on("2026-03-15").available()).isEqualTo("7");
        assertThat(story.entries()).hasSize(4).last().isEqualTo("void 2026-01-15T00:00:00Z");
    }

    @Test
    void endOfOneWhoseCreditsAreAllSpentTakesNothing() {
        PlanStory story = new PlanStory("2026-01-01", PRO).subscribe(PRO).burnTo("130");
        assertThat(story.on("2026-01-15").cancel().available()).isEqualTo("-30");
    }

    @Test
    void addOnHasItsOwnCreditsThatItsMainSubscriptionsChangeLeavesAlone() {
        PlanVersion pack = PlanSketch.addOn("pack").grants(every("month", "40")).build();
        PlanVersion to = plan("to", "300", AllowanceOnChange.RESTART);
        PlanStory story =
                new PlanStory("2026-01-01", PRO, pack, to).subscribe(PRO).on("2026-01-10");
        // the add-on's name begins like the main subscription's, with a slash behind
        story.addOn("s/credits", pack, 2);
        assertThat(story.available()).isEqualTo("180");
        // the main plan's are spent first, having come first
        assertThat(story.burnTo("110").available()).isEqualTo("70");
        assertThat(story.on("2026-01-16").change(to, 1).available()).isEqualTo("370");
        assertThat(story.on("2026-02-01").available()).isEqualTo("380");
        assertThat(story.cancel().available()).isEqualTo("80");
    }

    @Test
    void threeMonthsLateInOneGoIsTheSameAsDayByDay() {
        PlanVersion plan = PlanSketch.plan("rolling")
                .grants(every("month", "100", Optional.of(new Rollover(usd("10"), usd("50")))))
                .grants(once("5", "1 month"))
                .build();
        PlanVersion to = plan("to", "300", AllowanceOnChange.PRORATE);
        PlanStory late = history(plan, to);
        PlanStory daily = history(plan, to);
        IntStream.rangeClosed(1, 28).forEach(day -> daily.on(String.format(Locale.ROOT, "2026-02-%02d", day)));
        List.of("2026-03-01", "2026-03-15", "2026-03-31", "2026-04-29", "2026-04-30")
                .forEach(daily::on);
        late.on("2026-05-01");
        daily.on("2026-05-01");
        assertThat(late.kept.entries).isEqualTo(daily.kept.entries);
        assertThat(late.kept.grants).isEqualTo(daily.kept.grants);
        assertThat(late.available()).isEqualTo("603");
    }

    private static PlanStory history(PlanVersion plan, PlanVersion to) {
        return new PlanStory("2026-01-31", plan, to)
                .with(CreditStory.from(60, order("later", "3")))
                .subscribe("s", plan, 1, "Europe/Berlin", false)
                .burnTo("170")
                .on("2026-02-01")
                .changeAtPeriodEnd(to, 2);
    }
}
