package dev.countinghouse.billing.domain.invoice;

import static dev.countinghouse.billing.domain.invoice.Invoices.APRIL;
import static dev.countinghouse.billing.domain.invoice.Invoices.account;
import static dev.countinghouse.billing.domain.invoice.Invoices.amount;
import static dev.countinghouse.billing.domain.invoice.Invoices.discounts;
import static dev.countinghouse.billing.domain.invoice.Invoices.draft;
import static dev.countinghouse.billing.domain.invoice.Invoices.fee;
import static dev.countinghouse.billing.domain.invoice.Invoices.nets;
import static dev.countinghouse.billing.domain.invoice.Invoices.percent;
import static dev.countinghouse.billing.domain.invoice.Invoices.proration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.rating.RatedLine;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A credit for unused time gives back what was paid, and not what was listed. */
class CreditedDiscountTest {

    private static final Money NOTHING = Money.zero(Currency.getInstance("USD"));

    private static DraftInvoice next(List<Coupon> coupons, List<LineItem> earlier, RatedLine... lines) {
        return InvoiceDrafter.draft(account("USD"), APRIL, List.of(lines), coupons, earlier, NOTHING);
    }

    @Test
    void theCouponOfAnEarlierInvoiceIsTakenBackInProportion() {
        DraftInvoice first = draft(account("USD"), List.of(percent("quarter", "25")), fee("base", "40.00"));
        DraftInvoice second = next(List.of(), first.lines(), proration("base", "-20.00", "2026-04-16"));
        assertThat(nets(second)).containsExactly("base -15.00");
        assertThat(discounts(second)).containsExactly("*credit -5.00");
        assertThat(second.total().toDecimal()).isEqualTo("-15.00");
    }

    @Test
    void aCouponThatStillHoldsIsNotTakenOffTheCreditAgain() {
        List<Coupon> coupons = List.of(percent("quarter", "25"));
        DraftInvoice first = draft(account("USD"), coupons, fee("base", "40.00"));
        DraftInvoice second = next(
                coupons,
                first.lines(),
                proration("base", "-20.00", "2026-04-16"),
                proration("other", "40.00", "2026-04-16"));
        assertThat(nets(second)).containsExactly("base -15.00", "other 30.00");
    }

    @Test
    void whatAFullDiscountPaidIsNothing() {
        DraftInvoice first = draft(account("USD"), List.of(percent("all", "100")), fee("base", "40.00"));
        assertThat(next(List.of(), first.lines(), proration("base", "-20.00", "2026-04-16"))
                        .total())
                .isEqualTo(NOTHING);
    }

    @Test
    void aCreditOfALineInTheSameDraftTakesBackItsDiscount() {
        DraftInvoice draft = draft(
                account("USD"),
                List.of(percent("quarter", "25")),
                proration("base", "30.00", "2026-04-11"),
                proration("base", "-15.00", "2026-04-21"),
                proration("other", "8.00", "2026-04-21"));
        assertThat(nets(draft)).containsExactly("base 22.50", "base -11.25", "other 6.00");
    }

    @Test
    void theLineThatBeganLastIsTheOneGivenBackInWhateverOrderInvoicesCome() {
        DraftInvoice full = draft(account("USD"), List.of(), fee("base", "40.00"));
        DraftInvoice more =
                draft(account("USD"), List.of(percent("half", "50")), proration("base", "80.00", "2026-04-06"));
        List<LineItem> earlier = new ArrayList<>(more.lines());
        earlier.addAll(full.lines());
        assertThat(nets(next(List.of(), earlier, proration("base", "-40.00", "2026-04-16"))))
                .containsExactly("base -20.00");
    }

    @Test
    void whatAnAmountTookOffTheLineIsTakenBackInProportionToo() {
        DraftInvoice first = draft(
                account("USD"), List.of(amount("ten", "10.00", "USD")), fee("base", "30.00"), fee("other", "10.00"));
        assertThat(nets(first)).containsExactly("base 22.50", "other 7.50");
        assertThat(nets(next(List.of(), first.lines(), proration("base", "-10.00", "2026-04-21"))))
                .containsExactly("base -7.50");
    }
}
