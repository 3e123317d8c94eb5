package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.InvoiceDrafter;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.invoice.Restatement;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.Billed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Drafts an invoice in the light of what has been billed before: coupons used up, discounts to take back, balance, and
 * adjustments where usage has changed since.
 */
final class InvoiceMaker {

    private final AccountView view;
    private final Restatements restatements;

    InvoiceMaker(Books books, AccountView view) {
        this.view = view;
        this.restatements =
                new Restatements(view, books.invoices().billed(view.account().id()));
    }

    /** The same with every boundary restated that is billed and has usage at or after an instant. */
    InvoiceMaker restating(Instant from) {
        restatements.restate(from);
        return this;
    }

    /** What differs, and stands on what is drafted from now on. */
    List<Restatement> restatements() {
        return restatements.differing();
    }

    DraftInvoice draft(Subscription main, Period period, List<RatedLine> lines) {
        List<Billed> earlier = restatements.history();
        return draft(view, main, period, lines, earlier, balance(earlier)).adjusted(restatements());
    }

    static DraftInvoice draft(
            AccountView view,
            Subscription main,
            Period period,
            List<RatedLine> lines,
            Collection<Billed> earlier,
            Money balance) {
        List<Coupon> coupons = main.coupons().stream()
                .filter(coupon -> timesUsed(coupon, earlier) < coupon.duration().invoices())
                .toList();
        List<LineItem> charged = new ArrayList<>();
        earlier.forEach(billed -> charged.addAll(billed.content().lines()));
        return InvoiceDrafter.draft(view.account(), period, lines, coupons, charged, balance);
    }

    private static long timesUsed(Coupon coupon, Collection<Billed> earlier) {
        return earlier.stream()
                .flatMap(billed -> billed.content().discounts().stream())
                .filter(discount -> discount.key().equals(coupon.key().value()))
                .count();
    }

    /** Every invoice takes up the whole balance and leaves what remains of it, so the last one knows it. */
    private Money balance(List<Billed> earlier) {
        return earlier.stream()
                .flatMap(billed -> billed.invoice().stream())
                .reduce((before, last) -> last)
                .map(IssuedInvoice::content)
                .map(DraftInvoice::carriedForward)
                .orElseGet(() -> Money.zero(view.account().currency()));
    }
}
