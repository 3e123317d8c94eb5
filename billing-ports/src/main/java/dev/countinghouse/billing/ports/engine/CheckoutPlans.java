package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.checkout.Checkout;
import dev.countinghouse.billing.domain.checkout.PlanChoice;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.driving.SubscriptionPreview;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The plan chosen with a checkout: the account's main subscription changes to it at once, or begins with it. */
final class CheckoutPlans {

    private final Books books;
    private final SubscriptionStarter starter;
    private final SubscriptionChanger changer;

    CheckoutPlans(Books books, SubscriptionStarter starter, SubscriptionChanger changer) {
        this.books = books;
        this.starter = starter;
        this.changer = changer;
    }

    /** Why it could not be taken now. */
    Optional<String> obstacle(AccountView view, Checkout checkout, PlanChoice choice) {
        Optional<String> unfit = unfit(view, choice);
        if (unfit.isPresent()) {
            return unfit;
        }
        Instant now = books.now(checkout.account());
        SubscriptionPreview preview = running(view, now)
                .map(id -> changer.previewChange(checkout.account(), id, toPlan(choice)))
                .orElseGet(() -> starter.preview(order(checkout, choice, now)));
        return preview instanceof SubscriptionPreview.Refused refused
                ? Optional.of(refused.reason())
                : Optional.empty();
    }

    /** As part of the running transaction, which has locked the account; why it cannot be taken, with nothing changed. */
    Optional<String> take(Checkout checkout, PlanChoice choice) {
        AccountId account = checkout.account();
        AccountView view = Lookups.account(books, account);
        Optional<String> unfit = unfit(view, choice);
        if (unfit.isPresent()) {
            return unfit;
        }
        Instant now = books.now(account);
        return running(view, now)
                .map(id -> change(account, id, choice))
                .orElseGet(() -> start(order(checkout, choice, now)));
    }

    /** After the commit. */
    void taken(AccountId account) {
        changer.follow(account);
    }

    private Optional<String> change(AccountId account, SubscriptionId id, PlanChoice choice) {
        SubscriptionChange change = changer.changeUnbilled(account, id, toPlan(choice), OptionalLong.empty());
        return change.fold(changed -> Optional.empty(), Optional::of);
    }

    private Optional<String> start(StartSubscription.Order order) {
        return starter.startUnbilled(order) instanceof StartSubscription.Outcome.Refused refused
                ? Optional.of(refused.reason())
                : Optional.empty();
    }

    private static Optional<String> unfit(AccountView view, PlanChoice choice) {
        Optional<PlanVersion> plan = view.catalogue().plan(choice.plan());
        if (plan.isEmpty()) {
            return Optional.of("is '" + choice.plan() + "', it must be one of "
                    + view.catalogue().plans().keySet());
        }
        return plan.get().role() == PlanVersion.Role.MAIN
                ? Optional.empty()
                : Optional.of("is '" + choice.plan() + "', which is an add-on: it must be a main plan");
    }

    private static Optional<SubscriptionId> running(AccountView view, Instant now) {
        return view.mainAt(now).map(Subscribed::subscription).map(subscription -> subscription.id());
    }

    private static Step toPlan(PlanChoice choice) {
        return new Step.ToPlan(choice.plan(), choice.quantity(), When.NOW);
    }

    private static StartSubscription.Order order(Checkout checkout, PlanChoice choice, Instant now) {
        return new StartSubscription.Order(
                checkout.subscription(),
                checkout.account(),
                choice.plan(),
                choice.quantity(),
                now,
                Lifecycle.Anchor.START,
                false,
                List.of());
    }
}
