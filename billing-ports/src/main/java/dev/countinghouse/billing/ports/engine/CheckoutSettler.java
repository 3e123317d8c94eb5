package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.Checkout;
import dev.countinghouse.billing.domain.checkout.CheckoutId;
import dev.countinghouse.billing.domain.checkout.CheckoutPurpose;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.ports.driven.CheckoutOrder;
import dev.countinghouse.billing.ports.driven.CheckoutSession;
import dev.countinghouse.billing.ports.driven.CheckoutSession.Progress;
import dev.countinghouse.billing.ports.driven.CustomerGateway;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.util.Currency;
import java.util.Optional;

/**
 * Asks the provider about a checkout, outside of any transaction, and keeps what he says with what follows from it in one: the
 * plan, or the credits. As with purchases an answer counts only if the checkout has not been changed since before he was
 * asked. The method that was chosen is made the account's before that, and again by who has to ask again.
 */
final class CheckoutSettler {

    private static final PaymentState EXPIRED =
            new PaymentState.Failed("checkout_expired", "The page to pay on was not used in time.");

    private final Books books;
    private final Till till;
    private final CustomerGateway gateway;
    private final PaymentGateway payments;
    private final CustomerDesk customers;
    private final CheckoutPlans plans;
    private final PurchaseSettler purchases;
    private final ReceivableBook receivables;

    CheckoutSettler(
            Books books, Till till, CheckoutPlans plans, PurchaseSettler purchases, ReceivableBook receivables) {
        this.books = books;
        this.till = till;
        this.gateway = till.customers();
        this.payments = till.gateway();
        this.customers = new CustomerDesk(receivables);
        this.plans = plans;
        this.purchases = purchases;
        this.receivables = receivables;
    }

    /**
     * @param currency the account's
     * @param price what is paid there, if anything is
     */
    private record Asked(Checkout checkout, Currency currency, Optional<CheckoutOrder.Price> price) {}

    /** @param unusable why the method that was chosen cannot be used */
    private record Answer(CheckoutSession session, Optional<String> unusable) {}

    /** Has a page made for one that has none; asks nothing about one that has. */
    Checkout pursue(AccountId account, CheckoutId id) {
        Checkout checkout = find(account, id).checkout();
        return checkout.state() == Checkout.State.REQUESTED ? settle(account, id) : checkout;
    }

    /** Asks unless it is decided. */
    Checkout settle(AccountId account, CheckoutId id) {
        while (true) {
            Asked asked = find(account, id);
            if (asked.checkout().isDecided()) {
                return asked.checkout();
            }
            Answer answer = ask(asked);
            Optional<Checkout> kept =
                    books.transactions().inTransaction(Scope.of(account), () -> keep(asked.checkout(), answer));
            if (kept.isPresent()) {
                follow(kept.get());
                return kept.get();
            }
        }
    }

    private Asked find(AccountId account, CheckoutId id) {
        books.transactions().requireNone();
        return books.transactions().inTransaction(Scope.of(account), () -> {
            Checkout checkout = books.checkouts()
                    .find(account, id)
                    .orElseThrow(() -> new UnknownException("account '" + account + "' has no checkout '" + id + "'"));
            return new Asked(
                    checkout,
                    books.accounts().find(account).orElseThrow().currency(),
                    checkout.purpose().fold(setUp -> Optional.empty(), buy -> Optional.of(price(checkout))));
        });
    }

    private CheckoutOrder.Price price(Checkout checkout) {
        Purchase purchase =
                books.purchases().find(checkout.account(), purchaseOf(checkout)).orElseThrow();
        return new CheckoutOrder.Price(purchase.price(), "Credits, purchase " + purchase.id());
    }

    static PurchaseId purchaseOf(Checkout checkout) {
        return PurchaseId.ofCheckout(checkout.id().value());
    }

    private Answer ask(Asked asked) {
        CheckoutSession session = session(asked);
        return session.progress()
                .fold(
                        open -> new Answer(session, Optional.empty()),
                        chosen -> new Answer(session, use(session.account(), chosen)),
                        paid -> new Answer(session, Optional.empty()),
                        () -> new Answer(session, Optional.empty()));
    }

    private CheckoutSession session(Asked asked) {
        Checkout checkout = asked.checkout();
        if (checkout.reference().isPresent()) {
            return gateway.find(checkout.reference().get())
                    .orElseThrow(() -> new IllegalStateException("the provider does not know checkout "
                            + checkout.reference().get() + " of account " + checkout.account() + " any more"));
        }
        customers.require(checkout.account());
        return gateway.open(new CheckoutOrder(
                checkout.key(), checkout.account(), asked.currency(), asked.price(), checkout.returnTo()));
    }

    private Optional<String> use(AccountId account, Progress.Chosen chosen) {
        try {
            payments.useMethod(account, chosen.methodToken());
            return Optional.empty();
        } catch (IllegalArgumentException refusal) {
            return Optional.of(String.valueOf(refusal.getMessage()));
        }
    }

    /** Empty if the checkout is another by now. */
    private Optional<Checkout> keep(Checkout asked, Answer answer) {
        // before the checkout's row, as everybody takes them
        books.subscriptions().lock(asked.account());
        return books.checkouts()
                .lock(asked.account(), asked.id())
                .filter(now -> now.revision() == asked.revision())
                .map(now -> keepAs(now, answer));
    }

    private Checkout keepAs(Checkout before, Answer answer) {
        Checkout known = before.named(answer.session().reference());
        Checkout after = answer.session()
                .progress()
                .fold(
                        open -> known.opened(open.page()),
                        chosen -> chosen(known, answer.unusable()),
                        paid -> paid(known, paid.payment()),
                        () -> expired(known));
        return after.equals(before) ? before : books.checkouts().update(after, till.firstLook());
    }

    private Checkout chosen(Checkout checkout, Optional<String> unusable) {
        Optional<String> refusal = unusable.or(() -> {
            Optional<String> taken = checkout.purpose()
                    .fold(
                            setUp -> setUp.plan().flatMap(choice -> plans.take(checkout, choice)),
                            buy -> Optional.of("nothing was paid"));
            // behind the ledger, as purchases do
            books.purchases().stopTopUps(checkout.account(), Optional.empty());
            receivables.hasten(checkout.account());
            return taken;
        });
        return refusal.map(checkout::failed).orElseGet(checkout::completed);
    }

    private Checkout paid(Checkout checkout, Payment payment) {
        purchases.follow(lockedPurchase(checkout), payment);
        return checkout.completed();
    }

    private Checkout expired(Checkout checkout) {
        if (checkout.purpose() instanceof CheckoutPurpose.Buy) {
            purchases.fail(lockedPurchase(checkout), EXPIRED);
        }
        return checkout.expired();
    }

    private Purchase lockedPurchase(Checkout checkout) {
        return books.purchases().lock(checkout.account(), purchaseOf(checkout)).orElseThrow();
    }

    /** After the commit: if this process dies here, what is left is found by the jobs that look for it. */
    private void follow(Checkout checkout) {
        if (checkout.state() == Checkout.State.COMPLETED && checkout.purpose() instanceof CheckoutPurpose.SetUp setUp) {
            setUp.plan().ifPresent(taken -> plans.taken(checkout.account()));
        }
    }
}
