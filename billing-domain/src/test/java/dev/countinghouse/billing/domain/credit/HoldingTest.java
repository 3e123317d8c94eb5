package dev.countinghouse.billing.domain.credit;

import static dev.countinghouse.billing.domain.credit.CreditStory.order;
import static dev.countinghouse.billing.domain.credit.CreditStory.until;
import static dev.countinghouse.billing.domain.credit.CreditStory.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credits reserved, and what becomes of them. Holds last two days. */
class HoldingTest {

    private final CreditStory story = new CreditStory();

    private static void assertDone(HoldOutcome outcome, String available) {
        assertThat(outcome).isInstanceOfSatisfying(HoldOutcome.Done.class, done -> assertThat(done.available())
                .isEqualTo(usd(available)));
    }

    private static void assertInsufficient(HoldOutcome outcome, String wanted, String available) {
        assertThat(outcome).isEqualTo(new HoldOutcome.Insufficient(usd(wanted), usd(available)));
    }

    private static void assertConflict(HoldOutcome outcome, String reason) {
        assertThat(outcome).isInstanceOfSatisfying(HoldOutcome.Conflict.class, conflict -> assertThat(conflict.reason())
                .isEqualTo(reason));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // of 10 granted, 6 held
        "nothing, 0, 'promotional 10, cost -10'",
        "less, 4, 'promotional 6, consumed 4, cost -10'",
        "equal, 6, 'promotional 4, consumed 6, cost -10'",
        "more, 9, 'promotional 1, consumed 9, cost -10'",
        "everything, 10, 'consumed 10, cost -10'",
        "beyond everything, 13, 'overdrawn -3, consumed 13, cost -10'"
    })
    void captureSpendsWhatItComesTo(String what, String amount, String accounts) {
        story.with(order("g", "10"));
        assertDone(story.hold("h", "6"), "4");
        story.capture("h", amount);
        assertThat(story.accounts()).as(what).isEqualTo(accounts);
        assertThat(story.kept.holds.get(new HoldId("h")).amount()).isEqualTo(usd(amount));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "less, 4, 'promotional 6, consumed 4, cost -10'",
        "beyond everything, 13, 'overdrawn -3, consumed 13, cost -10'"
    })
    void captureAfterItsTimeSpendsWhatThereIs(String what, String amount, String accounts) {
        story.with(order("g", "10"));
        story.hold("h", "6");
        story.onDay(2);
        assertThat(story.accounts()).as(what).isEqualTo("promotional 10, cost -10");
        assertThat(story.lastEntry()).isEqualTo("lapse on day 2: held -6 promotional/g 6");
        story.capture("h", amount);
        assertThat(story.accounts()).isEqualTo(accounts);
    }

    @Test
    void captureAfterItsTimeMayFindTheCreditsGone() {
        story.with(order("g", "10"));
        story.hold("h", "6");
        story.onDay(3).burnTo("", "10");
        assertDone(story.capture("h", "6"), "-6");
    }

    @Test
    void captureTwiceIsOneAndOfAnotherAmountAConflict() {
        story.with(order("g", "10"));
        story.hold("h", "6");
        assertDone(story.capture("h", "4"), "6");
        assertDone(story.capture("h", "4"), "6");
        assertConflict(story.capture("h", "5"), "hold h was captured with 4 USD");
        assertConflict(story.release("h"), "hold h was captured with 4 USD");
        assertConflict(story.extend("h", "9", 9), "hold h was captured with 4 USD");
        assertThat(story.kept.entries).hasSize(3);
    }

    @Test
    void captureOfLessThanNothingIsTheCallersMistake() {
        story.with(order("g", "10"));
        story.hold("h", "6");
        assertThatThrownBy(() -> story.capture("h", "-1"))
                .hasMessage("capture of hold h is -1 USD, it must not be below 0");
    }

    @Test
    void releaseTwiceIsOne() {
        story.with(order("g", "10"));
        story.hold("h", "6");
        assertDone(story.release("h"), "10");
        assertDone(story.release("h"), "10");
        assertConflict(story.capture("h", "6"), "hold h was released");
        assertThat(story.kept.entries).hasSize(3);
    }

    @Test
    void whatIsNotKnownIsSaidToBe() {
        assertThat(story.release("h")).isEqualTo(new HoldOutcome.Unknown(new HoldId("h")));
        assertThat(story.capture("h", "1")).isEqualTo(new HoldOutcome.Unknown(new HoldId("h")));
        assertThat(story.extend("h", "1", 3)).isEqualTo(new HoldOutcome.Unknown(new HoldId("h")));
    }

    @Test
    void sameHoldAgainIsHeldOnceAndAnotherOfTheSameIdIsAConflict() {
        story.with(order("g", "10"));
        assertDone(story.hold("h", "6"), "4");
        assertDone(story.hold("h", "6"), "4");
        assertConflict(story.hold("h", "3"), "hold h was placed for something else");
        assertConflict(story.hold("h", "6", "m1"), "hold h was placed for something else");
    }

    @Test
    void holdBeyondWhatIsAvailableIsRefusedAndLeavesNothing() {
        story.with(order("g", "10"));
        assertInsufficient(story.hold("h", "10.01"), "10.01", "10");
        assertThat(story.kept.holds).isEmpty();
        assertDone(story.hold("h", "10"), "0");
    }

    @Test
    void creditLineCanBeHeldAndNothingBeyondIt() {
        story.creditLine("5").with(order("g", "10"));
        assertInsufficient(story.hold("h", "15.01"), "15.01", "15");
        assertDone(story.hold("h", "15"), "0");
        assertThat(story.accounts()).isEqualTo("held 15, overdrawn -5, cost -10");
        assertDone(story.release("h"), "15");
        assertThat(story.accounts()).isEqualTo("promotional 10, cost -10");
    }

    @Test
    void captureBeyondTheHoldBlocksTheNextOneUntilItIsRepaid() {
        story.with(order("g", "10"));
        story.hold("h", "10");
        story.capture("h", "12");
        assertInsufficient(story.hold("i", "0"), "0", "-2");
        story.with(order("more", "3"));
        assertDone(story.hold("i", "1"), "0");
    }

    @Test
    void holdOfNothingCanBeCapturedForMore() {
        story.with(order("g", "10"));
        assertDone(story.hold("h", "0"), "10");
        assertThat(story.kept.entries).hasSize(1);
        assertDone(story.capture("h", "3"), "7");
    }

    @Test
    void extendingReservesMoreAndLongerButNeverLess() {
        story.with(order("g", "10"));
        story.hold("h", "4");
        assertDone(story.extend("h", "7", 1), "3");
        assertDone(story.extend("h", "7", 1), "3");
        assertDone(story.extend("h", "2", 5), "3");
        assertInsufficient(story.extend("h", "10.5", 9), "3.5", "3");
        story.onDay(4);
        assertThat(story.accounts()).isEqualTo("promotional 3, held 7, cost -10");
        story.onDay(5);
        assertThat(story.accounts()).isEqualTo("promotional 10, cost -10");
        assertConflict(story.extend("h", "7", 9), "hold h was expired");
    }

    @Test
    void timeAloneCanBeExtendedWhileNothingIsAvailable() {
        story.with(order("g", "10"));
        story.hold("h", "4");
        story.burnTo("", "8");
        assertDone(story.extend("h", "4", 5), "-2");
        assertInsufficient(story.extend("h", "4.01", 5), "0.01", "-2");
    }

    @Test
    void captureSpendsTheGrantsInTheirOrderAndGivesTheLaterOnesBack() {
        story.with(order("b", "5"), until(9, order("a", "5")));
        story.hold("h", "8");
        story.capture("h", "6");
        assertThat(story.lastEntry()).isEqualTo("capture on day 0: held -8 promotional/b 2 consumed 6");
    }

    @Test
    void releasedOverdraftThatWasRepaidComesBackToTheGrantThatDid() {
        story.creditLine("5");
        story.hold("h", "5");
        story.with(order("g", "8"));
        assertThat(story.grant("g")).isEqualTo("3 left, 5 repaid");
        assertDone(story.release("h"), "13");
        assertThat(story.grant("g")).isEqualTo("8 left");
    }

    @Test
    void holdsThatLapseTogetherGiveBackAllTheyHave() {
        story.with(order("g", "10"));
        story.hold("h", "4");
        story.hold("i", "5");
        story.onDay(30);
        assertThat(story.accounts()).isEqualTo("promotional 10, cost -10");
    }
}
