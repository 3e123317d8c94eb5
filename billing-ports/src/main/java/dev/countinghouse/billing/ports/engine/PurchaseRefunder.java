package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.PurchaseRefund;
import dev.countinghouse.billing.domain.purchase.RefundId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.RefundPurchase;
import java.util.Optional;

/** Takes the credits back and keeps the wish in one transaction, has the provider asked, and answers with what came of it. */
final class PurchaseRefunder implements RefundPurchase {

    private final Books books;
    private final Till till;
    private final PurchaseSettler settler;

    PurchaseRefunder(Books books, CreditDesk desk, Till till) {
        this.books = books;
        this.till = till;
        this.settler = new PurchaseSettler(books, desk, till);
    }

    @Override
    public Outcome refund(AccountId account, PurchaseId purchase, RefundId id, Money amount) {
        books.transactions().requireNone();
        Optional<Outcome> obstacle =
                books.transactions().inTransaction(Scope.of(account), () -> begin(account, purchase, id, amount));
        return obstacle.orElseGet(() -> answer(settler.pursue(account, purchase), id));
    }

    private static Outcome answer(Purchase purchase, RefundId id) {
        PurchaseRefund refund = purchase.refund(id).orElseThrow();
        return refund.state() == PurchaseRefund.State.DONE
                ? new Outcome.Refunded(purchase, refund)
                : new Outcome.Refused("", refund.refusal());
    }

    /** Empty if the wish is kept, now or since an earlier call. */
    private Optional<Outcome> begin(AccountId account, PurchaseId id, RefundId refund, Money amount) {
        Purchase purchase = books.purchases().lock(account, id).orElseThrow(() -> PurchaseSettler.unknown(account, id));
        Optional<PurchaseRefund> earlier = purchase.refund(refund);
        if (earlier.isPresent()) {
            return earlier.filter(same -> !same.amount().equals(amount)).map(Outcome.Conflict::new);
        }
        return refusal(purchase, amount).or(() -> takeBack(purchase, refund, amount));
    }

    private static Optional<Outcome> refusal(Purchase purchase, Money amount) {
        if (!purchase.isPaid()) {
            return refused(
                    "",
                    "purchase " + purchase.id() + " is " + purchase.state() + ", only one that succeeded is refunded");
        }
        if (purchase.withheld().isPresent()) {
            return refused("", "purchase " + purchase.id() + " is disputed: the bank has the money, or the customer");
        }
        if (!amount.currency().equals(purchase.price().currency())) {
            return refused(
                    "amount.currency",
                    "is '" + amount.currency() + "', it must be "
                            + purchase.price().currency() + ", which was paid");
        }
        return amount.signum() > 0 ? Optional.empty() : refused("amount", "is " + amount + ", it must be above 0");
    }

    private static Optional<Outcome> refused(String field, String reason) {
        return Optional.of(new Outcome.Refused(field, reason));
    }

    private Optional<Outcome> takeBack(Purchase purchase, RefundId id, Money amount) {
        return settler.onCredits(purchase, credits -> {
            Optional<String> reason = credits.takeBack(id, amount);
            if (reason.isEmpty()) {
                Purchase asked = credits.purchase();
                books.purchases().update(asked, till.nextLook(asked, 0));
            }
            return reason.flatMap(why -> refused("amount", why));
        });
    }
}
