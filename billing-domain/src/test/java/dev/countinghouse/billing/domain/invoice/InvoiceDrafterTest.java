package dev.countinghouse.billing.domain.invoice;

import static dev.countinghouse.billing.domain.invoice.Invoices.APRIL;
import static dev.countinghouse.billing.domain.invoice.Invoices.account;
import static dev.countinghouse.billing.domain.invoice.Invoices.amount;
import static dev.countinghouse.billing.domain.invoice.Invoices.discounts;
import static dev.countinghouse.billing.domain.invoice.Invoices.draft;
import static dev.countinghouse.billing.domain.invoice.Invoices.fee;
import static dev.countinghouse.billing.domain.invoice.Invoices.line;
import static dev.countinghouse.billing.domain.invoice.Invoices.nets;
import static dev.countinghouse.billing.domain.invoice.Invoices.percent;
import static dev.countinghouse.billing.domain.invoice.Invoices.taxes;
import static dev.countinghouse.billing.domain.invoice.Invoices.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.rating.RatedLine.Kind;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Discounts, tax, balance and currencies of drafts, in cents worked out by hand. */
class InvoiceDrafterTest {

    @Test
    void eachLineIsSettledHalfUpOnItsOwn() {
        DraftInvoice draft =
                draft(account("USD"), List.of(), usage("a", "0.005"), usage("b", "0.004999"), usage("c", "1/3"));
        assertThat(nets(draft)).containsExactly("a 0.01", "b 0.00", "c 0.33");
        assertThat(draft.total().toDecimal()).isEqualTo("0.34");
    }

    @Test
    void percentagesComeBeforeAmountsWhateverTheOrderTheyWereGivenIn() {
        DraftInvoice draft = draft(
                account("USD"),
                List.of(amount("five", "5.00", "USD"), percent("ten", "10"), percent("half", "50")),
                fee("base", "100.00"));
        // 100 - 10 = 90, - 45 = 45, - 5 = 40
        assertThat(discounts(draft)).containsExactly("ten 10.00", "half 45.00", "five 5.00");
        assertThat(draft.total().toDecimal()).isEqualTo("40.00");
    }

    @Test
    void aDiscountIsRoundedOnceAndSpreadByLargestRemainder() {
        DraftInvoice draft = draft(
                account("USD"),
                List.of(percent("ten", "10")),
                usage("a", "0.33"),
                usage("b", "0.33"),
                usage("c", "0.39"));
        // 10 % of 1.05 is 0.105, so 0.11: exact shares 3.457, 3.457 and 4.086 cents; the first remainder wins the tie
        assertThat(discounts(draft)).containsExactly("ten 0.11");
        assertThat(nets(draft)).containsExactly("a 0.29", "b 0.30", "c 0.35");
    }

    @Test
    void anAmountTakesOffNoMoreThanThereIs() {
        DraftInvoice draft = draft(
                account("USD", "vat 19"),
                List.of(amount("big", "500.00", "USD")),
                usage("a", "3.00"),
                fee("b", "4.00"));
        assertThat(discounts(draft)).containsExactly("big 7.00");
        assertThat(draft.total().toDecimal()).isEqualTo("0.00");
        assertThat(taxes(draft)).containsExactly("vat 0.00");
    }

    @Test
    void aHundredPercentLeavesNothingToPay() {
        DraftInvoice draft = draft(
                account("USD", "vat 19"), List.of(percent("all", "100"), percent("more", "10")), usage("a", "3.33"));
        assertThat(discounts(draft)).containsExactly("all 3.33");
        assertThat(draft.amountDue().toDecimal()).isEqualTo("0.00");
    }

    @Test
    void nothingToBillIsAnInvoiceOfNothing() {
        DraftInvoice draft =
                draft(account("USD", "vat 19"), List.of(percent("ten", "10"), amount("five", "5.00", "USD")));
        assertThat(draft.total().isZero()).isTrue();
        assertThat(draft.discounts()).isEmpty();
    }

    @Test
    void discountsAreTakenOfWhatTheMaximumSpendLeaves() {
        DraftInvoice half = draft(
                account("USD"),
                List.of(percent("half", "50")),
                usage("a", "150.00"),
                line(Kind.MAXIMUM_SPEND, "a", "-50.00", "USD", APRIL, "0"));
        assertThat(half.total().toDecimal()).isEqualTo("50.00");
        DraftInvoice all = draft(
                account("USD", "vat 19"),
                List.of(percent("all", "100")),
                usage("a", "150.00"),
                line(Kind.MAXIMUM_SPEND, "a", "-50.00", "USD", APRIL, "0"));
        assertThat(all.total().toDecimal()).isEqualTo("0.00");
        assertThat(all.carriedForward().toDecimal()).isEqualTo("0.00");
    }

    @Test
    void aPhaseTakesItsPercentageOffItsOwnLinesBeforeTheCoupons() {
        DraftInvoice draft = draft(
                account("USD"),
                List.of(percent("ten", "10")),
                line(Kind.USAGE, "intro", "100.00", "USD", APRIL, "50"),
                line(Kind.USAGE, "late", "100.00", "USD", APRIL, "20"),
                fee("base", "10.00"));
        assertThat(discounts(draft)).containsExactly("*phase 20.00", "*phase 50.00", "ten 14.00");
        assertThat(nets(draft)).containsExactly("intro 45.00", "late 72.00", "base 9.00");
    }

    @Test
    void taxIsRoundedOncePerRateOnTheSumOfTheDiscountedLines() {
        DraftInvoice draft = draft(
                account("USD", "vat 19", "city 2.5"),
                List.of(percent("ten", "10")),
                usage("a", "0.33"),
                usage("b", "0.33"),
                usage("c", "0.33"));
        // 0.99 - 0.10 = 0.89: 0.1691 and 0.02225; line by line it would be 0.18 and 0.03
        assertThat(taxes(draft)).containsExactly("vat 0.17", "city 0.02");
        assertThat(draft.total().toDecimal()).isEqualTo("1.08");
    }

    @Test
    void creditsLargerThanChargesAreCarriedForwardWithTheirTax() {
        DraftInvoice draft = draft(
                account("USD", "vat 19"),
                List.of(),
                Invoices.proration("base", "-50.00", "2026-04-16"),
                fee("base", "20.00"));
        assertThat(taxes(draft)).containsExactly("vat -5.70");
        assertThat(draft.total().toDecimal()).isEqualTo("-35.70");
        assertThat(draft.amountDue().toDecimal()).isEqualTo("0.00");
        assertThat(draft.carriedForward().toDecimal()).isEqualTo("35.70");
    }

    @Test
    void aBalancePaysFirstAndWhatRemainsOfItGoesOn() {
        Money balance = Money.parse("30.00", Currency.getInstance("USD"));
        DraftInvoice more =
                InvoiceDrafter.draft(account("USD"), APRIL, List.of(fee("a", "50.00")), List.of(), List.of(), balance);
        assertThat(more.amountDue().toDecimal()).isEqualTo("20.00");
        assertThat(more.carriedForward().isZero()).isTrue();
        DraftInvoice less =
                InvoiceDrafter.draft(account("USD"), APRIL, List.of(fee("a", "12.50")), List.of(), List.of(), balance);
        assertThat(less.amountDue().isZero()).isTrue();
        assertThat(less.carriedForward().toDecimal()).isEqualTo("17.50");
    }

    @Test
    void yenHaveNoDecimalsAndDinarsThree() {
        DraftInvoice yen = draft(
                account("JPY", "ct 10"),
                List.of(percent("ten", "10")),
                usage("a", "1000.5", "JPY"),
                usage("b", "3.49", "JPY"));
        // 1001 + 3 = 1004; 100.4 off; 10 % of 904
        assertThat(discounts(yen)).containsExactly("ten 100");
        assertThat(taxes(yen)).containsExactly("ct 90");
        assertThat(yen.total().toDecimal()).isEqualTo("994");
        DraftInvoice dinar =
                draft(account("BHD", "vat 10"), List.of(amount("half", "0.500", "BHD")), usage("a", "1.2345", "BHD"));
        assertThat(taxes(dinar)).containsExactly("vat 0.074");
        assertThat(dinar.total().toDecimal()).isEqualTo("0.809");
    }
}
