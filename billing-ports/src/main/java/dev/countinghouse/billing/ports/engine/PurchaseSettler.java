package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.domain.purchase.Deal;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseCredits;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.PurchaseRefund;
import dev.countinghouse.billing.domain.purchase.RefundId;
import dev.countinghouse.billing.ports.driven.ChargeOrder;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.RefundOutcome;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Asks the provider about a purchase, outside of any transaction, and keeps what he says with the credits that follow from
 * it in one. An answer counts only if the purchase has not been changed since before he was asked: of two that ask at the
 * same time, the one with the older answer asks again.
 */
final class PurchaseSettler {

    private final Books books;
    private final CreditDesk desk;
    private final Till till;
    private final PaymentGateway gateway;

    PurchaseSettler(Books books, CreditDesk desk, Till till) {
        this.books = books;
        this.desk = desk;
        this.till = till;
        this.gateway = till.gateway();
    }

    /** @param refusals why refunds that were asked for are not given */
    private record Answer(Payment payment, Map<RefundId, String> refusals) {}

    /** Asks if the provider has something to answer still. */
    Purchase pursue(AccountId account, PurchaseId id) {
        Purchase purchase = find(account, id);
        while (purchase.isOpen() && !purchase.isAtCheckout()) {
            Optional<Purchase> kept = keep(purchase, ask(purchase));
            if (kept.isPresent()) {
                return kept.get();
            }
            purchase = find(account, id);
        }
        return purchase;
    }

    /** Asks in any case, but about what is paid on a page, which comes first. */
    Purchase settle(AccountId account, PurchaseId id) {
        books.transactions().requireNone();
        Optional<Purchase> kept = Optional.empty();
        while (kept.isEmpty()) {
            Purchase purchase = find(account, id);
            if (purchase.isAtCheckout()) {
                return purchase;
            }
            kept = keep(purchase, ask(purchase));
        }
        return kept.get();
    }

    private Purchase find(AccountId account, PurchaseId id) {
        books.transactions().requireNone();
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.purchases().find(account, id))
                .orElseThrow(() -> unknown(account, id));
    }

    static UnknownException unknown(AccountId account, PurchaseId id) {
        return new UnknownException("account '" + account + "' has no purchase '" + id + "'");
    }

    private Answer ask(Purchase purchase) {
        Map<RefundId, String> refusals = new HashMap<>();
        for (PurchaseRefund refund : purchase.refunds()) {
            if (refund.isOpen()) {
                gateway.refund(purchase.deal().key(), refund.key(), refund.amount())
                        .fold(done -> Optional.<String>empty(), refused -> Optional.of(inWords(refused.reason())))
                        .ifPresent(reason -> refusals.put(refund.id(), reason));
            }
        }
        return new Answer(purchase.payment().isPresent() ? payment(purchase) : charge(purchase.deal()), refusals);
    }

    private Payment charge(Deal deal) {
        return gateway.charge(new ChargeOrder(
                deal.key(),
                deal.account(),
                deal.terms().price(),
                "Credits, purchase " + deal.id(),
                deal.customerPresent()));
    }

    private Payment payment(Purchase purchase) {
        return gateway.find(purchase.deal().key())
                .orElseThrow(() -> new IllegalStateException("the provider does not know payment "
                        + purchase.deal().key() + " of purchase " + purchase.id() + " any more"));
    }

    static String inWords(RefundOutcome.Reason reason) {
        return switch (reason) {
            case NOT_PAID -> "the payment was not made";
            case DISPUTED -> "the payment is disputed: the bank has the money, or the customer";
            case NOT_AN_AMOUNT -> "the provider cannot give back such an amount in this currency";
            case MORE_THAN_LEFT -> "less of the payment is left: some was given back elsewhere";
        };
    }

    /** Empty if the purchase is another by now. */
    private Optional<Purchase> keep(Purchase asked, Answer answer) {
        return books.transactions().inTransaction(Scope.of(asked.account()), () -> books.purchases()
                .lock(asked.account(), asked.id())
                .filter(now -> now.revision() == asked.revision())
                .map(now -> follow(now, answer)));
    }

    /** As part of the running transaction, which has locked the purchase: what its page says of the payment. */
    Purchase follow(Purchase before, Payment payment) {
        return follow(before, new Answer(payment, Map.of()));
    }

    /** The same for one of which no payment was made and none ever will be. */
    Purchase fail(Purchase before, PaymentState failed) {
        return kept(before, before.in(failed, books.now(before.account())));
    }

    private Purchase follow(Purchase before, Answer answer) {
        Payment payment = answer.payment();
        if (before.reflects(payment)) {
            return before;
        }
        Purchase after = payment.isPaid()
                ? onCredits(before, credits -> credits.follow(payment, answer.refusals()))
                : before.in(payment.state(), books.now(before.account()));
        return after.equals(before) ? before : kept(before, after);
    }

    private Purchase kept(Purchase before, Purchase after) {
        Purchase kept = books.purchases().update(after, till.nextLook(after, 0));
        decided(before, kept);
        new PurchaseAnnouncer(books).announce(before, kept);
        return kept;
    }

    /** Works on the account's credits, as part of the running transaction, which has locked the purchase. */
    <O> O onCredits(Purchase purchase, Function<PurchaseCredits, O> work) {
        AccountId account = purchase.account();
        AccountView view = Lookups.account(books, account);
        return desk.within(new CreditCommand<>(
                account,
                Set.of(),
                Set.of(purchase.boughtGrant(), purchase.bonusGrant()),
                Set.of(),
                Set.of(),
                book -> work.apply(new PurchaseCredits(book, view.account().zone(), purchase))));
    }

    /** A top-up that fails is the last until the customer does something, which buying is. */
    private void decided(Purchase before, Purchase after) {
        boolean customers = after.deal().origin() != Deal.Origin.TOP_UP;
        if (customers && after.isPaid() && !before.isPaid()) {
            books.purchases().stopTopUps(after.account(), Optional.empty());
        } else if (!customers && after.payment().orElseThrow() instanceof PaymentState.Failed failed) {
            books.purchases().stopTopUps(after.account(), Optional.of(failed.text()));
        }
    }
}
