package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.Checkout;
import dev.countinghouse.billing.domain.checkout.CheckoutPurpose;
import dev.countinghouse.billing.domain.checkout.CheckoutReference;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.notice.NoticeSubject;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.ports.driven.Scope;
import java.util.Optional;

/** Asks about a visit to the provider's pages: once to learn whose it is, and again where it is settled. */
final class CheckoutFollower implements NoticeHandler {

    private final Books books;
    private final Till till;
    private final CheckoutSettler checkouts;
    private final PurchaseSettler purchases;

    CheckoutFollower(Books books, Till till, CheckoutSettler checkouts, PurchaseSettler purchases) {
        this.books = books;
        this.till = till;
        this.checkouts = checkouts;
        this.purchases = purchases;
    }

    @Override
    public NoticeSubject.Kind kind() {
        return NoticeSubject.Kind.CHECKOUT;
    }

    @Override
    public boolean handle(Notice notice, NoticeSubject about) {
        return till.customers()
                .find(new CheckoutReference(about.id()))
                .filter(session -> follow(session.account(), session.key()))
                .isPresent();
    }

    /** {@code false}, with nothing done, for a purchase that is not paid on a page. */
    boolean follow(Purchase purchase) {
        return purchase.isAtCheckout()
                && follow(purchase.account(), purchase.deal().key());
    }

    private boolean follow(AccountId account, PaymentKey key) {
        Optional<Checkout> checkout = books.transactions()
                .inTransaction(Scope.of(account), () -> books.checkouts().find(account, key));
        checkout.ifPresent(about -> {
            if (about.state() == Checkout.State.COMPLETED && about.purpose() instanceof CheckoutPurpose.Buy) {
                // a bank has taken its time
                purchases.settle(account, CheckoutSettler.purchaseOf(about));
            } else {
                checkouts.settle(account, about.id());
            }
        });
        return checkout.isPresent();
    }
}
