package dev.countinghouse.billing.domain.credit;

import static dev.countinghouse.billing.domain.credit.CreditStory.bought;
import static dev.countinghouse.billing.domain.credit.CreditStory.from;
import static dev.countinghouse.billing.domain.credit.CreditStory.on;
import static dev.countinghouse.billing.domain.credit.CreditStory.order;
import static dev.countinghouse.billing.domain.credit.CreditStory.priority;
import static dev.countinghouse.billing.domain.credit.CreditStory.until;
import static dev.countinghouse.billing.domain.credit.CreditStory.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import org.junit.jupiter.api.Test;

/** Credits given, spent in their order, expired. */
class GrantingTest {

    private final CreditStory story = new CreditStory();

    private static void assertDone(GrantOutcome outcome) {
        assertThat(outcome).isInstanceOf(GrantOutcome.Done.class);
    }

    private static void assertRefused(GrantOutcome outcome, String reason) {
        assertThat(outcome).isInstanceOfSatisfying(GrantOutcome.Refused.class, refused -> assertThat(refused.reason())
                .contains(reason));
    }

    private static void assertConflict(GrantOutcome outcome) {
        assertThat(outcome).isInstanceOf(GrantOutcome.Conflict.class);
    }

    // ---------------------------------------------------------------- what is spent first

    @Test
    void lowerPriorityIsSpentFirstThenWhatExpiresFirstThenWhatCameFirst() {
        story.with(
                order("e", "1"),
                order("d", "1"),
                until(9, order("c", "1")),
                until(5, order("b", "1")),
                priority(1, order("a", "1")));
        story.burnTo("", "5");
        assertThat(story.lastEntry())
                .isEqualTo("usage on day 0: consumed 5 promotional/a -1 promotional/b -1 promotional/c -1"
                        + " promotional/e -1 promotional/d -1");
    }

    @Test
    void scopedCreditsPayOnlyForWhatTheyAreFor() {
        story.with(on("m1", order("g", "10")), order("any", "5"));
        assertThat(story.available("")).isEqualTo("5");
        assertThat(story.available("m1")).isEqualTo("15");
        assertThat(story.available("m2")).isEqualTo("5");
        assertThat(story.balance().restricted()).isEqualTo(usd("10"));
        story.burnTo("m2", "8");
        assertThat(story.grant("g")).isEqualTo("10 left");
        assertThat(story.balance().overdrawn()).isEqualTo(usd("3"));
    }

    @Test
    void creditsThatAreEffectiveLaterArePendingUntilThen() {
        story.with(from(3, order("g", "10")));
        assertThat(story.available("")).isEqualTo("0");
        assertThat(story.balance().pending()).isEqualTo(usd("10"));
        story.onDay(3);
        assertThat(story.available("")).isEqualTo("10");
        assertThat(story.balance().pending()).isEqualTo(usd("0"));
    }

    @Test
    void creditsThatBecomeEffectiveRepayWhatIsOverdrawnAtThatInstant() {
        story.with(from(3, order("g", "10"))).burnTo("", "4").onDay(8);
        assertThat(story.grant("g")).isEqualTo("6 left, 4 repaid");
        assertThat(story.lastEntry()).isEqualTo("repayment on day 3: promotional/g -4 overdrawn 4");
    }

    @Test
    void scopedCreditsDoNotRepayWhatIsOverdrawn() {
        story.burnTo("", "4").with(on("m1", order("g", "10")));
        assertThat(story.grant("g")).isEqualTo("10 left");
        assertThat(story.available("m1")).isEqualTo("6");
    }

    @Test
    void sameGrantAgainIsGivenOnceAndAnotherOfTheSameIdIsAConflict() {
        assertDone(story.grant(order("g", "10")));
        story.burnTo("", "10");
        assertDone(story.grant(order("g", "10")));
        assertConflict(story.grant(order("g", "11")));
        assertThat(story.accounts()).isEqualTo("consumed 10, cost -10");
    }

    @Test
    void grantThatHasExpiredBeforeItIsGivenIsRefused() {
        story.onDay(3);
        assertRefused(story.grant(until(3, order("g", "10"))), "it must be after now");
        assertDone(story.grant(until(4, order("g", "10"))));
    }

    @Test
    void priceOfTheSameUnitIsTheAmountAndOfAnotherAboveZero() {
        assertThatThrownBy(() -> bought(order("g", "10"), usd("9"))).hasMessageContaining("paid of grant g is 9 USD");
        Credits nothing = Credits.zero(new CreditUnit("EUR"));
        assertThatThrownBy(() -> bought(order("g", "10"), nothing)).hasMessageContaining("it must be above 0");
    }

    // ---------------------------------------------------------------- expiry

    @Test
    void whatIsLeftExpiresAtItsInstantHoweverLateSomebodyLooks() {
        story.with(until(5, order("g", "10"))).burnTo("", "4").onDay(9);
        assertThat(story.accounts()).isEqualTo("consumed 4, expired 6, cost -10");
        assertThat(story.lastEntry()).isEqualTo("expiry on day 5: promotional/g -6 expired/g 6");
    }

    @Test
    void heldCreditsOutliveTheExpiryAndCanBeCaptured() {
        story.with(until(1, order("g", "10")));
        story.hold("h", "4");
        story.onDay(1);
        assertThat(story.grant("g")).isEqualTo("0 left, 4 held, closed to expired");
        story.capture("h", "4");
        assertThat(story.accounts()).isEqualTo("consumed 4, expired 6, cost -10");
    }

    @Test
    void heldCreditsThatAreReleasedAfterTheExpiryHaveExpired() {
        story.with(until(1, order("g", "10")));
        story.hold("h", "4");
        story.onDay(1).release("h");
        assertThat(story.lastEntry()).isEqualTo("release on day 1: held -4 expired/g 4");
        assertThat(story.accounts()).isEqualTo("expired 10, cost -10");
    }

    @Test
    void holdThatLapsesAsItsGrantExpiresGivesNothingBack() {
        story.with(until(2, order("g", "10"))).burnTo("", "0");
        story.hold("h", "4");
        story.onDay(2).burnTo("", "1");
        assertThat(story.accounts()).isEqualTo("overdrawn -1, consumed 1, expired 10, cost -10");
    }

    @Test
    void correctedUsageOfAGrantThatWasSpentAndThenExpiredIsNotSpendableAgain() {
        story.with(until(5, order("g", "10"))).burnTo("", "10").onDay(6).with(order("later", "1"));
        // the last entry is of this very instant, and the grant, long spent, is read only now
        story.burnTo("", "7");
        assertThat(story.lastEntry()).isEqualTo("usage_correction on day 6: consumed -3 expired/g 3");
        assertThat(story.available("")).isEqualTo("1");
    }

    @Test
    void clockThatIsPutBackChangesNoEntryAlreadyMade() {
        story.onDay(5).with(order("g", "10")).onDay(3).burnTo("", "4");
        assertThat(story.lastEntry()).isEqualTo("usage on day 5: consumed 4 promotional/g -4");
    }

    @Test
    void balanceTellsApartWhatThereIsNowLaterAndForSomethingOnly() {
        story.creditLine("20").with(order("a", "10"), on("m1", order("b", "7")), from(9, order("c", "5")));
        story.hold("h", "4");
        story.burnTo("", "1");
        assertThat(story.balance())
                .extracting(
                        CreditBalance::available,
                        CreditBalance::restricted,
                        CreditBalance::held,
                        CreditBalance::pending,
                        CreditBalance::overdrawn,
                        CreditBalance::creditLine)
                .containsExactly(usd("25"), usd("7"), usd("4"), usd("5"), usd("0"), usd("20"));
        assertThat(story.accounts()).isEqualTo("promotional 17, held 4, consumed 1, cost -22");
    }
}
