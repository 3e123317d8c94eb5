package dev.countinghouse.billing.domain.credit;

import static dev.countinghouse.billing.domain.credit.CreditStory.bought;
import static dev.countinghouse.billing.domain.credit.CreditStory.order;
import static dev.countinghouse.billing.domain.credit.CreditStory.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.LedgerAccount;
import dev.countinghouse.billing.domain.plan.GrantScope;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Grants withdrawn, corrected, refunded and charged back. */
class TakingBackTest {

    private static final CreditUnit MINUTES = new CreditUnit("gpu-minutes");

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

    @Test
    void withdrawnGrantIsAsIfItHadNotBeenGivenAsFarAsItIsLeft() {
        story.with(order("g", "10")).burnTo("", "4");
        assertDone(story.withdraw("g"));
        assertThat(story.accounts()).isEqualTo("consumed 4, cost -4");
        assertDone(story.withdraw("g"));
        assertRefused(story.withdraw("x"), "there is no grant x");
        assertThat(story.kept.entries).hasSize(3);
    }

    @Test
    void whatIsHeldOfAWithdrawnGrantFollowsWhenItIsReleased() {
        story.with(order("g", "10"));
        story.hold("h", "4");
        story.withdraw("g");
        assertThat(story.accounts()).isEqualTo("held 4, cost -4");
        story.capture("h", "3");
        assertThat(story.accounts()).isEqualTo("consumed 3, cost -3");
    }

    @Test
    void moneyForCreditsOfAnotherUnitGoesWithThem() {
        // 100 minutes for 10 dollars: 60 are held, 30 withdrawn at once, 10 spent
        GrantOrder order = bought(minutes("g", "100"), usd("10"));
        HoldOrder hold =
                new HoldOrder(new HoldId("h"), Credits.parse("60", MINUTES), SpendPurpose.GENERAL, Duration.ofDays(2));
        story.grant(order);
        assertThat(receivable()).isEqualTo("-10");
        story.kept.run(KeptBook.Needs.of(hold.id()), book -> book.holding().hold(hold));
        story.kept.run(KeptBook.Needs.NOTHING, book -> {
            book.burning().burnTo(CreditStory.line("m"), Credits.parse("10", MINUTES), SpendPurpose.GENERAL);
            return book;
        });
        story.withdraw("g");
        assertThat(receivable()).isEqualTo("-7");
        story.release("h");
        assertThat(receivable()).isEqualTo("-1");
    }

    @Test
    void correctionOfCreditsOfAnotherUnitIsAtTheirPrice() {
        story.grant(bought(minutes("g", "100"), usd("10")));
        GrantId id = new GrantId("g");
        story.kept.run(KeptBook.Needs.NOTHING, book -> book.granting()
                .correct(new CommandKey("c"), id, Credits.parse("150", MINUTES)));
        assertThat(receivable()).isEqualTo("-15");
        story.kept.run(KeptBook.Needs.NOTHING, book -> book.granting()
                .refund(new CommandKey("r"), id, Credits.parse("150", MINUTES)));
        assertThat(receivable()).isEqualTo("0");
    }

    private static GrantOrder minutes(String id, String amount) {
        return new GrantOrder(
                new GrantId(id),
                LedgerAccount.PROMOTIONAL,
                Credits.parse(amount, MINUTES),
                50,
                Optional.empty(),
                Optional.empty(),
                GrantScope.ANYTHING,
                Optional.empty(),
                "");
    }

    private String receivable() {
        return story.balance()
                .accounts()
                .getOrDefault(LedgerAccount.RECEIVABLE, usd("0"))
                .toDecimal();
    }

    @Test
    void correctionMakesAGrantLargerOrSmaller() {
        story.with(order("g", "10")).burnTo("", "4");
        assertDone(story.correct("c1", "g", "12"));
        assertThat(story.grant("g")).isEqualTo("8 left");
        assertDone(story.correct("c1", "g", "12"));
        assertThat(story.grant("g")).isEqualTo("8 left");
        assertDone(story.correct("c2", "g", "4"));
        assertThat(story.grant("g")).isEqualTo("0 left");
        assertRefused(story.correct("c3", "g", "3.99"), "it must be at least 4 USD");
        assertThat(story.accounts()).isEqualTo("consumed 4, cost -4");
    }

    /** Its answer may have been lost, and another correction have come since. */
    @Test
    void correctionToWhatItWasAlreadyIsKnownWhenItComesAgain() {
        story.with(order("g", "10"));
        assertDone(story.correct("c1", "g", "10"));
        assertThat(story.lastEntry()).isEqualTo("correction on day 0:");
        assertDone(story.correct("c1", "g", "10"));
        assertDone(story.correct("c2", "g", "14"));
        assertConflict(story.correct("c1", "g", "10"));
        assertThat(story.grant("g")).isEqualTo("14 left");
    }

    @Test
    void correctionBelowWhatIsHeldIsRefusedAndOneUpRepaysWhatIsOverdrawn() {
        story.creditLine("5").with(order("g", "10"));
        story.hold("h", "12");
        assertRefused(story.correct("c1", "g", "9"), "it must be at least 10 USD");
        assertDone(story.correct("c2", "g", "15"));
        assertThat(story.grant("g")).isEqualTo("3 left, 10 held, 2 repaid");
    }

    @Test
    void refundIsOfWhatIsLeftOnly() {
        story.with(bought(order("g", "10"), usd("10")));
        story.hold("h", "3");
        story.burnTo("", "2");
        assertRefused(story.refund("r1", "g", "5.01"), "at most what is left, 5 USD");
        assertRefused(story.refund("r1", "g", "0"), "must be above 0");
        assertDone(story.refund("r1", "g", "4"));
        assertDone(story.refund("r1", "g", "4"));
        assertThat(story.accounts()).isEqualTo("purchased 1, held 3, consumed 2, receivable -6");
    }

    @Test
    void commandThatMeansSomethingElseThisTimeIsAConflict() {
        story.with(bought(order("g", "10"), usd("10")), bought(order("h", "10"), usd("10")));
        assertDone(story.refund("r", "g", "4"));
        assertConflict(story.refund("r", "g", "5"));
        assertConflict(story.refund("r", "h", "4"));
        assertConflict(story.chargeBack("r", "g", "4"));
        assertConflict(story.correct("r", "g", "10"));
        story.sell("s", "a thing", "1");
        assertConflict(story.refund("s", "g", "1"));
        assertThat(story.accounts()).isEqualTo("purchased 15, receivable -16, revenue 1");
    }

    @Test
    void chargebackBeyondWhatIsLeftIsOwedAndTheNextGrantRepaysIt() {
        story.with(bought(order("g", "10"), usd("10"))).burnTo("", "7");
        assertDone(story.chargeBack("b", "g", "10"));
        assertDone(story.chargeBack("b", "g", "10"));
        assertThat(story.accounts()).isEqualTo("overdrawn -7, consumed 7");
        assertThat(story.available("")).isEqualTo("-7");
        story.with(order("next", "20"));
        assertThat(story.grant("next")).isEqualTo("13 left, 7 repaid");
        assertThat(story.lastEntry()).isEqualTo("repayment on day 0: promotional/next -7 overdrawn 7");
    }

    @Test
    void chargebackIsRepaidByOtherGrantsAtOnce() {
        story.with(bought(order("g", "10"), usd("10"))).burnTo("", "7").with(order("other", "5"));
        story.chargeBack("b", "g", "10");
        assertThat(story.grant("other")).isEqualTo("0 left, 5 repaid");
        assertThat(story.available("")).isEqualTo("-2");
    }

    @Test
    void chargebackOfNothingOrOfMoreThanThereWasIsRefused() {
        story.with(bought(order("g", "10"), usd("10")));
        assertRefused(story.chargeBack("b", "g", "-1"), "must be above 0");
        assertRefused(story.chargeBack("b", "g", "10.01"), "at most what was granted, 10 USD");
        assertRefused(story.chargeBack("b", "x", "1"), "there is no grant x");
    }

    @Test
    void chargebackCountsWhatIsHeldAsSpentUntilItComesBack() {
        story.with(bought(order("g", "10"), usd("10")));
        story.hold("h", "4");
        story.chargeBack("b", "g", "10");
        assertThat(story.accounts()).isEqualTo("held 4, overdrawn -4");
        story.release("h");
        assertThat(story.accounts()).isEmpty();
        assertThat(story.grant("g")).isEqualTo("0 left, 4 repaid");
    }
}
