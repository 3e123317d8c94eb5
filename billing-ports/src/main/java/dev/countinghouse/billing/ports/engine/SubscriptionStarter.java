package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.period.BillingCycle;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.Coupon;
import dev.countinghouse.billing.domain.plan.CouponKey;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.Term;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.ClosePeriods;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import dev.countinghouse.billing.ports.driving.SubscriptionPreview;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Starts main subscriptions and add-ons, and has their first invoice issued. */
final class SubscriptionStarter implements StartSubscription {

    private final Books books;
    private final ClosePeriods closer;
    private final CreditDesk desk;
    private final ReceivableBook receivables;
    private final Consumer<AccountId> termsChanged;

    /** @param termsChanged whom to tell, once it is kept */
    SubscriptionStarter(
            Books books,
            ClosePeriods closer,
            CreditDesk desk,
            ReceivableBook receivables,
            Consumer<AccountId> termsChanged) {
        this.books = books;
        this.closer = closer;
        this.desk = desk;
        this.receivables = receivables;
        this.termsChanged = termsChanged;
    }

    @Override
    public Outcome start(Order order) {
        Outcome outcome = startUnbilled(order);
        // after the commit: if this process dies here, the boundary stays due and the next billing run finds it
        if (outcome instanceof Outcome.Started) {
            termsChanged.accept(order.account());
            closer.close(order.account());
        }
        return outcome;
    }

    /** The same without the first invoice, which is issued after the commit: for who has one open. */
    Outcome startUnbilled(Order given) {
        Order order = kept(given);
        return books.transactions().inTransaction(Scope.of(order.account()), () -> {
            books.subscriptions().lock(order.account());
            AccountView view = Lookups.account(books, order.account());
            Optional<Outcome> repeated = repeated(order);
            if (repeated.isPresent()) {
                return repeated.get();
            }
            Attempt attempt = attempt(view, order);
            return attempt.stored()
                    .map(stored -> add(view, stored, order))
                    .orElseGet(() -> new Outcome.Refused(attempt.refusal()));
        });
    }

    @Override
    public SubscriptionPreview preview(Order given) {
        Order order = kept(given);
        return books.transactions().inTransaction(Scope.of(order.account()), () -> {
            AccountView view = Lookups.account(books, order.account());
            Attempt attempt = attempt(view, order);
            return attempt.stored()
                    .<SubscriptionPreview>map(stored -> previewed(view.with(stored), stored.subscription()))
                    .orElseGet(() -> new SubscriptionPreview.Refused(attempt.refusal()));
        });
    }

    /** The first invoice: at the start or, if nothing is due then, at the end of the first period. */
    private SubscriptionPreview previewed(AccountView view, Subscription subscription) {
        Period first = subscription.periodAt(subscription.startedAt()).actual();
        PeriodLines lines = new PeriodLines(view, true);
        List<RatedLine> due = lines.opening(subscription);
        if (due.isEmpty() && subscription.role() == PlanVersion.Role.MAIN) {
            due = lines.closing(subscription, subscription.periodAt(first.start()), first.start());
        }
        DraftInvoice draft = new InvoiceMaker(books, view).draft(subscription, first, due);
        return new SubscriptionPreview.Previewed(subscription, draft);
    }

    private Outcome add(AccountView view, Subscribed stored, Order order) {
        if (!books.subscriptions().add(stored)) {
            return taken(order);
        }
        // who owes something does not begin anew by subscribing again
        receivables.noteArrears(order.account());
        books.started(stored.subscription());
        new CreditPlanner(books).changed(desk, view, view.with(stored));
        new Announcer(books).started(stored.subscription());
        return started(stored);
    }

    private static Outcome started(Subscribed stored) {
        return new Outcome.Started(stored.subscription());
    }

    /** Usage of the very instant of the start is kept to the microsecond too, and must not fall before it. */
    private static Order kept(Order order) {
        return new Order(
                order.id(),
                order.account(),
                order.plan(),
                order.quantity(),
                Books.kept(order.at()),
                order.anchor(),
                order.trial(),
                order.coupons());
    }

    private static Outcome taken(Order order) {
        return new Outcome.Refused("subscription id '" + order.id() + "' is taken by another subscription");
    }

    /** The start is not compared: clients stamp retries anew. */
    private Optional<Outcome> repeated(Order order) {
        return books.subscriptions().find(order.id()).map(stored -> {
            Subscription existing = stored.subscription();
            Term first = existing.terms().get(0);
            boolean same = existing.account().equals(order.account())
                    && first.quantity() == order.quantity()
                    && first.plan().plan().equals(order.plan())
                    && first.trial() == order.trial()
                    && existing.coupons().stream()
                            .map(Coupon::key)
                            .collect(Collectors.toSet())
                            .equals(Set.copyOf(order.coupons()));
            return same ? started(stored) : taken(order);
        });
    }

    private record Attempt(Optional<Subscribed> stored, String refusal) {

        static Attempt refused(String reason) {
            return new Attempt(Optional.empty(), reason);
        }

        static Attempt started(Subscription subscription) {
            Optional<Instant> due = Billing.nextDue(subscription, Optional.empty());
            return new Attempt(Optional.of(new Subscribed(subscription, Optional.empty(), due, 1)), "");
        }
    }

    private static Attempt attempt(AccountView view, Order order) {
        PlanVersion plan = Lookups.plan(view.catalogue(), order.plan());
        if (!plan.currency().equals(view.account().currency())) {
            return Attempt.refused("plan " + order.plan() + " is priced in " + plan.currency() + ", account "
                    + order.account() + " is billed in " + view.account().currency());
        }
        Optional<String> unfit = unfitCoupon(view, order);
        if (unfit.isPresent()) {
            return Attempt.refused(unfit.get());
        }
        return plan.role() == PlanVersion.Role.MAIN ? main(view, order, plan) : addOn(view, order, plan);
    }

    private static Optional<String> unfitCoupon(AccountView view, Order order) {
        for (CouponKey key : order.coupons()) {
            Coupon coupon = view.catalogue().coupons().get(key);
            if (coupon == null) {
                return Optional.of("there is no coupon '" + key + "', the coupons are "
                        + view.catalogue().coupons().keySet());
            }
            if (coupon.discount() instanceof Coupon.Discount.AmountOff off
                    && !off.amount().currency().equals(view.account().currency())) {
                return Optional.of("coupon '" + key + "' takes off " + off.amount() + ", account " + order.account()
                        + " is billed in " + view.account().currency());
            }
        }
        return Optional.empty();
    }

    private static Attempt main(AccountView view, Order order, PlanVersion plan) {
        Optional<Subscription> running = view.subscriptions().stream()
                .filter(AccountView::isMain)
                .map(Subscribed::subscription)
                .filter(existing -> !existing.hasEndedBy(order.at()))
                .findFirst();
        if (running.isPresent()) {
            return Attempt.refused("account " + order.account() + " has the main subscription "
                    + running.get().id() + ": change its plan, or cancel it first");
        }
        boolean hadTrial = view.subscriptions().stream()
                .flatMap(stored -> stored.subscription().terms().stream())
                .anyMatch(Term::trial);
        if (order.trial() && hadTrial) {
            return Attempt.refused("account " + order.account() + " has had its trial");
        }
        if (order.trial() && (plan.phases().isEmpty() || !plan.phases().get(0).trial())) {
            return Attempt.refused("plan " + order.plan() + " has no trial");
        }
        if (order.anchor() == Lifecycle.Anchor.CALENDAR && !BillingCycle.fitsCalendar(plan.usageInterval())) {
            return Attempt.refused("plan " + order.plan() + " totals usage every " + plan.usageInterval()
                    + ", which has no place in the calendar: let its periods begin at the start");
        }
        Subscription started = Lifecycle.start(
                order.id(),
                order.account(),
                plan,
                order.quantity(),
                order.at(),
                view.account().zone(),
                order.anchor(),
                order.trial());
        for (CouponKey key : order.coupons()) {
            Coupon coupon = view.catalogue().coupons().get(key);
            if (coupon != null && !started.coupons().contains(coupon)) {
                started = started.withCoupon(coupon);
            }
        }
        return Attempt.started(started);
    }

    private static Attempt addOn(AccountView view, Order order, PlanVersion plan) {
        Optional<Subscribed> running = view.mainAt(order.at());
        Optional<Subscription> main = running.map(Subscribed::subscription);
        if (main.isEmpty() || main.get().termAt(order.at()).trial()) {
            return Attempt.refused(
                    "add-on " + order.plan() + " needs a main subscription that is past its trial at " + order.at());
        }
        Optional<Instant> invoiced = running.flatMap(Subscribed::billedThrough).filter(order.at()::isBefore);
        if (invoiced.isPresent()) {
            return Attempt.refused("add-on " + order.plan() + " cannot begin at " + order.at() + ": account "
                    + order.account() + " is invoiced up to " + invoiced.get());
        }
        if (order.trial() || !order.coupons().isEmpty()) {
            return Attempt.refused("an add-on takes neither trial nor coupons, give them to the main subscription");
        }
        PlanVersion mainPlan = view.plan(main.get().termAt(order.at()).plan());
        if (!plan.usageInterval().equals(mainPlan.usageInterval())) {
            return Attempt.refused("add-on " + order.plan() + " totals usage every " + plan.usageInterval()
                    + ", the main plan every " + mainPlan.usageInterval());
        }
        return Attempt.started(Lifecycle.startAddOn(order.id(), main.get(), plan, order.quantity(), order.at()));
    }
}
