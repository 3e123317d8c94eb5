package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.InvoiceDrafter;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.subscription.Subscription;
import java.util.List;

/** Drafts an invoice in the light of the account's earlier ones: coupons used up, discounts to take back, balance. */
final class InvoiceMaker {

    private final AccountView view;
    private final List<IssuedInvoice> earlier;

    InvoiceMaker(Books books, AccountView view) {
        this.view = view;
        this.earlier = books.invoices().of(view.account().id());
    }

    DraftInvoice draft(Subscription main, Period period, List<RatedLine> lines) {
        List<Coupon> coupons = main.coupons().stream()
                .filter(coupon -> timesUsed(coupon) < coupon.duration().invoices())
                .toList();
        List<LineItem> charged = earlier.stream()
                .flatMap(invoice -> invoice.content().lines().stream())
                .toList();
        return InvoiceDrafter.draft(view.account(), period, lines, coupons, charged, balance());
    }

    private long timesUsed(Coupon coupon) {
        return earlier.stream()
                .flatMap(invoice -> invoice.content().discounts().stream())
                .filter(discount -> discount.key().equals(coupon.key().value()))
                .count();
    }

    /** Every invoice takes up the whole balance and leaves what remains of it, so the last one knows it. */
    private Money balance() {
        return earlier.isEmpty()
                ? Money.zero(view.account().currency())
                : earlier.get(earlier.size() - 1).content().carriedForward();
    }
}
