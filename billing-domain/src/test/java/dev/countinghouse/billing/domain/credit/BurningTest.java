package dev.countinghouse.billing.domain.credit;

import static dev.countinghouse.billing.domain.credit.CreditStory.line;
import static dev.countinghouse.billing.domain.credit.CreditStory.on;
import static dev.countinghouse.billing.domain.credit.CreditStory.order;
import static dev.countinghouse.billing.domain.credit.CreditStory.priority;
import static dev.countinghouse.billing.domain.credit.CreditStory.until;
import static dev.countinghouse.billing.domain.credit.CreditStory.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.money.Money;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Usage that burns up to its total, and things sold once. */
class BurningTest {

    private final CreditStory story = new CreditStory();

    private List<Part> parts() {
        return story.kept.burns.get(line("any")).parts();
    }

    @Test
    void burnsWhatIsMissingToTheTotalAndTheSameTotalAgainNothing() {
        story.with(order("g", "10")).burnTo("", "4").burnTo("", "4").burnTo("", "7.5");
        assertThat(story.accounts()).isEqualTo("promotional 2.5, consumed 7.5, cost -10");
        assertThat(story.kept.entries).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"14", "3 14", "5 14", "3 7 11 14", "0.000000000001 13.999999999999 14", "9 2 14"})
    void whateverATotalIsSplitIntoTheSameGrantsAreBurnt(String totals) {
        story.with(order("b", "5"), priority(1, order("a", "5")), priority(99, order("c", "20")));
        List.of(totals.split(" ")).forEach(total -> story.burnTo("", total));
        assertThat(parts())
                .extracting(
                        part -> part.grant().orElseThrow() + " " + part.amount().toDecimal())
                .containsExactly("a 5", "b 5", "c 4");
    }

    @Test
    void usageBeyondAllGrantsIsOverdrawnAndTheNextGrantRepaysIt() {
        story.with(order("g", "10")).burnTo("", "13");
        assertThat(story.accounts()).isEqualTo("overdrawn -3, consumed 13, cost -10");
        story.with(order("h", "2"));
        assertThat(story.available("")).isEqualTo("-1");
        story.with(order("i", "2"));
        assertThat(story.available("")).isEqualTo("1");
        assertThat(story.accounts()).isEqualTo("promotional 1, consumed 13, cost -14");
    }

    @Test
    void correctedUsageGivesBackWhatIsOverdrawnFirst() {
        story.with(order("g", "10")).burnTo("", "13").burnTo("", "8");
        assertThat(story.lastEntry()).isEqualTo("usage_correction on day 0: consumed -5 overdrawn 3 promotional/g 2");
        assertThat(story.available("")).isEqualTo("2");
    }

    @Test
    void correctedUsageAfterTheOverdraftWasRepaidGivesBackToTheGrantThatRepaid() {
        story.burnTo("", "6").with(order("g", "4"), order("h", "4"));
        assertThat(story.grant("h")).isEqualTo("2 left, 2 repaid");
        story.burnTo("", "3");
        assertThat(story.grant("g")).isEqualTo("1 left, 3 repaid");
        assertThat(story.grant("h")).isEqualTo("4 left");
    }

    @Test
    void correctedUsageOfAnExpiredGrantIsExpired() {
        story.with(until(5, order("g", "10"))).burnTo("", "8").onDay(6).burnTo("", "3");
        assertThat(story.lastEntry()).isEqualTo("usage_correction on day 6: consumed -5 expired/g 5");
        assertThat(story.available("")).isEqualTo("0");
    }

    @Test
    void correctedUsageRepaidByAGrantThatExpiredSinceIsExpired() {
        story.burnTo("", "6").with(until(5, order("g", "10"))).onDay(6).burnTo("", "2");
        assertThat(story.accounts()).isEqualTo("consumed 2, expired 8, cost -10");
    }

    @Test
    void whatOneLineGivesBackRepaysWhatAnotherHasOverdrawn() {
        story.with(order("g", "10")).burnTo("m1", "10").burnTo("m2", "3").burnTo("m1", "5");
        assertThat(story.grant("g")).isEqualTo("2 left, 3 repaid");
        assertThat(story.balance().overdrawn()).isEqualTo(usd("0"));
    }

    @Test
    void scopedCreditsThatComeBackRepayNothing() {
        story.with(on("m1", order("g", "10")))
                .burnTo("m1", "12")
                .burnTo("m2", "1")
                .burnTo("m1", "5");
        assertThat(story.grant("g")).isEqualTo("5 left");
        assertThat(story.balance().overdrawn()).isEqualTo(usd("1"));
    }

    @Test
    void totalBelowZeroIsTheCallersMistake() {
        assertThatThrownBy(() -> story.burnTo("", "-1")).hasMessageContaining("is -1 USD, it must not be below 0");
    }

    @Test
    void lineThatUsageHasLeftStaysWithATotalOfZero() {
        story.with(order("g", "10")).burnTo("", "4").burnTo("", "0");
        assertThat(parts()).isEmpty();
        assertThat(story.accounts()).isEqualTo("promotional 10, cost -10");
        story.burnTo("", "1");
        assertThat(story.available("")).isEqualTo("9");
    }

    @Test
    void saleIsAdmittedOnceIfThereIsEnough() {
        story.with(order("g", "10"));
        assertThat(story.sell("s", "a thing", "10.01"))
                .isEqualTo(new SaleOutcome.Insufficient(usd("10.01"), usd("10")));
        assertThat(story.sell("s", "a thing", "6")).isInstanceOf(SaleOutcome.Sold.class);
        assertThat(story.sell("s", "a thing", "6"))
                .isInstanceOfSatisfying(SaleOutcome.Sold.class, sold -> assertThat(sold.available())
                        .isEqualTo(usd("4")));
        assertThat(story.sell("s", "a thing", "5")).isInstanceOf(SaleOutcome.Conflict.class);
        assertThat(story.sell("s", "another", "6")).isInstanceOf(SaleOutcome.Conflict.class);
        assertThat(story.accounts()).isEqualTo("promotional 4, revenue 6, cost -10");
    }

    @Test
    void saleMayUseTheCreditLine() {
        story.creditLine("5").with(order("g", "10"));
        assertThat(story.sell("s", "a thing", "15")).isInstanceOf(SaleOutcome.Sold.class);
        assertThat(story.accounts()).isEqualTo("overdrawn -5, revenue 15, cost -10");
    }

    @Test
    void thingsForNothingAreNotSold() {
        assertThatThrownBy(() -> story.sell("s", "a thing", "0")).hasMessageContaining("it must be above 0");
    }

    @Test
    void topUpIsWantedBelowItsThreshold() {
        Money amount = Money.parse("20", Currency.getInstance("USD"));
        story.kept.topUp = Optional.of(new TopUp(usd("5"), amount, amount));
        story.with(order("g", "10")).burnTo("", "5");
        assertThat(wantsTopUp()).isFalse();
        story.burnTo("", "5.01");
        assertThat(wantsTopUp()).isTrue();
    }

    private boolean wantsTopUp() {
        return story.kept.open(KeptBook.Needs.NOTHING).changes().wantsTopUp();
    }
}
