package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.purchase.Deal;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseTerms;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.BuyCredits;
import java.time.Instant;
import java.util.Optional;

/** Keeps the wish, has the provider asked, and answers with what came of it. */
final class CreditBuyer implements BuyCredits {

    private final Books books;
    private final Till till;
    private final PurchaseSettler settler;

    CreditBuyer(Books books, CreditDesk desk, Till till) {
        this.books = books;
        this.till = till;
        this.settler = new PurchaseSettler(books, desk, till);
    }

    @Override
    public Outcome buy(Order order) {
        books.transactions().requireNone();
        Optional<Outcome> obstacle = books.transactions().inTransaction(Scope.of(order.account()), () -> begin(order));
        return obstacle.orElseGet(() -> new Outcome.Bought(settler.pursue(order.account(), order.id())));
    }

    /** Empty if the purchase is kept, now or since an earlier call. */
    private Optional<Outcome> begin(Order order) {
        AccountView view = Lookups.account(books, order.account());
        Optional<Purchase> earlier = books.purchases().find(order.account(), order.id());
        if (earlier.isPresent()) {
            return conflict(order, earlier.get());
        }
        Instant now = books.now(order.account());
        return CreditOffer.of(view, order.wish(), now)
                .fold(
                        made -> add(order, made.terms(), now),
                        refused -> Optional.of(new Outcome.Refused(refused.field(), refused.reason())));
    }

    private static Optional<Outcome> conflict(Order order, Purchase earlier) {
        return earlier.deal().terms().wish().equals(order.wish())
                ? Optional.empty()
                : Optional.of(new Outcome.Conflict(earlier));
    }

    private Optional<Outcome> add(Order order, PurchaseTerms terms, Instant now) {
        AccountId account = order.account();
        Purchase begun = Purchase.begin(
                new Deal(account, order.id(), terms, Deal.Origin.CUSTOMER, order.customerPresent(), now));
        return books.purchases().add(begun, till.firstLook())
                ? Optional.empty()
                // somebody else has begun it meanwhile
                : conflict(order, books.purchases().find(account, order.id()).orElseThrow());
    }
}
