package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.Checkout;
import dev.countinghouse.billing.domain.checkout.CheckoutId;
import dev.countinghouse.billing.domain.checkout.CheckoutPurpose;
import dev.countinghouse.billing.domain.checkout.PlanChoice;
import dev.countinghouse.billing.domain.checkout.ReturnOrigins;
import dev.countinghouse.billing.domain.checkout.ReturnPages;
import dev.countinghouse.billing.domain.purchase.Deal;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseId;
import dev.countinghouse.billing.domain.purchase.PurchaseTerms;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.OpenCheckout;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Keeps the checkout, and the purchase that is paid there, and has the provider asked for the page. */
final class CheckoutOpener implements OpenCheckout {

    private final Books books;
    private final Till till;
    private final CheckoutSettler settler;
    private final CheckoutPlans plans;
    private final ReturnOrigins origins;

    CheckoutOpener(Books books, Till till, CheckoutSettler settler, CheckoutPlans plans, ReturnOrigins origins) {
        this.books = books;
        this.till = till;
        this.settler = settler;
        this.plans = plans;
        this.origins = origins;
    }

    @Override
    public Outcome open(Order order) {
        books.transactions().requireNone();
        Optional<Outcome> obstacle = wrongPage("successUrl", order.successUrl())
                .or(() -> wrongPage("cancelUrl", order.cancelUrl()))
                .or(() -> books.transactions().inTransaction(Scope.of(order.account()), () -> begin(order)));
        return obstacle.orElseGet(() -> new Outcome.Opened(settler.pursue(order.account(), order.id())));
    }

    private Optional<Outcome> wrongPage(String field, String url) {
        return origins.refusal(url).map(reason -> new Outcome.Refused(field, reason));
    }

    @Override
    public Optional<Checkout> find(AccountId account, CheckoutId id) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.checkouts().find(account, id));
    }

    /** Empty if the checkout is kept, now or since an earlier call. */
    private Optional<Outcome> begin(Order order) {
        AccountView view = Lookups.account(books, order.account());
        ReturnPages returnTo = new ReturnPages(URI.create(order.successUrl()), URI.create(order.cancelUrl()));
        Instant now = books.now(order.account());
        Checkout wanted = Checkout.begin(order.account(), order.id(), order.purpose(), returnTo, now);
        Optional<Checkout> earlier = books.checkouts().find(order.account(), order.id());
        return earlier.isPresent() ? conflict(wanted, earlier.get()) : begin(view, wanted);
    }

    private static Optional<Outcome> conflict(Checkout wanted, Checkout earlier) {
        return earlier.purpose().equals(wanted.purpose()) && earlier.returnTo().equals(wanted.returnTo())
                ? Optional.empty()
                : Optional.of(new Outcome.Conflict(earlier));
    }

    private Optional<Outcome> begin(AccountView view, Checkout wanted) {
        return wanted.purpose()
                .fold(
                        setUp -> setUp.plan()
                                .flatMap(choice -> planRefusal(view, wanted, choice))
                                .or(() -> add(wanted)),
                        buy -> begin(view, wanted, buy));
    }

    private Optional<Outcome> planRefusal(AccountView view, Checkout wanted, PlanChoice choice) {
        return plans.obstacle(view, wanted, choice).map(reason -> new Outcome.Refused("plan", reason));
    }

    private Optional<Outcome> begin(AccountView view, Checkout wanted, CheckoutPurpose.Buy buy) {
        return CreditOffer.of(view, buy.wish(), wanted.startedAt())
                .fold(
                        made -> add(wanted).or(() -> buy(wanted, made.terms())),
                        refused -> Optional.of(new Outcome.Refused(refused.field(), refused.reason())));
    }

    private Optional<Outcome> add(Checkout wanted) {
        return books.checkouts().add(wanted, till.firstLook())
                ? Optional.empty()
                // somebody else has begun it meanwhile
                : conflict(
                        wanted,
                        books.checkouts().find(wanted.account(), wanted.id()).orElseThrow());
    }

    /** With the checkout, and not again for who was slower. */
    private Optional<Outcome> buy(Checkout wanted, PurchaseTerms terms) {
        PurchaseId id = PurchaseId.ofCheckout(wanted.id().value());
        Deal deal = new Deal(wanted.account(), id, terms, Deal.Origin.CHECKOUT, true, wanted.startedAt());
        books.purchases().add(Purchase.begin(deal), till.firstLook());
        return Optional.empty();
    }
}
