package dev.countinghouse.billing.domain.invoice;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Charge;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.rating.RatedLine;
import java.util.List;

/** Makes an invoice of rated lines: settles each, takes off discounts, adds tax. The only place that does. */
public final class InvoiceDrafter {

    private InvoiceDrafter() {}

    /**
     * @param coupons those that still apply
     * @param earlier lines of the account's earlier invoices, so that credits give back what was paid and not what was
     *     listed
     * @param balance what earlier invoices left in the customer's favour
     */
    public static DraftInvoice draft(
            Account account,
            Period period,
            List<RatedLine> rated,
            List<Coupon> coupons,
            List<LineItem> earlier,
            Money balance) {
        List<LineItem> charged = items(rated, Charge.Settlement.INVOICE);
        Discounts discounts = new Discounts(account.currency(), charged);
        discounts.applyPhases();
        discounts.applyCoupons(coupons);
        discounts.takeBackOnCredits(earlier);
        Money net = discounts.lines().stream().map(LineItem::net).reduce(Money.zero(account.currency()), Money::plus);
        List<TaxItem> taxes =
                account.taxes().stream().map(rate -> TaxItem.of(rate, net)).toList();
        return new DraftInvoice(
                account.id(),
                account.currency(),
                period,
                discounts.lines(),
                items(rated, Charge.Settlement.CREDITS),
                discounts.items(),
                taxes,
                balance);
    }

    private static List<LineItem> items(List<RatedLine> rated, Charge.Settlement settlement) {
        return rated.stream()
                .filter(line -> line.settlement() == settlement)
                .map(LineItem::of)
                .toList();
    }
}
