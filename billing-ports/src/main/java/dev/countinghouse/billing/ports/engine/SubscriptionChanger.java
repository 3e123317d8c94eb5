package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.ChangeSubscription;
import dev.countinghouse.billing.ports.driving.ClosePeriods;
import dev.countinghouse.billing.ports.driving.SubscriptionPreview;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Applies steps to a subscription and, where they concern them, to its add-ons. */
final class SubscriptionChanger implements ChangeSubscription {

    private final Books books;
    private final ClosePeriods closer;
    private final CreditDesk desk;
    private final Consumer<AccountId> termsChanged;

    /** @param termsChanged whom to tell, once it is kept */
    SubscriptionChanger(Books books, ClosePeriods closer, CreditDesk desk, Consumer<AccountId> termsChanged) {
        this.books = books;
        this.closer = closer;
        this.desk = desk;
        this.termsChanged = termsChanged;
    }

    @Override
    public SubscriptionChange change(SubscriptionId id, Step step, OptionalLong revision) {
        AccountId account = accountOf(id);
        SubscriptionChange outcome = changeUnbilled(account, id, step, revision);
        follow(account);
        return outcome;
    }

    /** The same without the invoice that may be due with it: for who has a transaction open, and follows after it. */
    SubscriptionChange changeUnbilled(AccountId account, SubscriptionId id, Step step, OptionalLong revision) {
        return changeUnbilled(account, id, revision, (rules, stored) -> rules.apply(stored, step));
    }

    /** The same with what is no step of a customer's. */
    SubscriptionChange changeUnbilled(
            AccountId account,
            SubscriptionId id,
            OptionalLong revision,
            BiFunction<StepRules, Subscribed, SubscriptionChange> rule) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            books.subscriptions().lock(account);
            AccountView view = Lookups.account(books, account);
            Subscribed stored = Lookups.subscription(view, id);
            requireRevision(stored, revision);
            SubscriptionChange change = rule.apply(new StepRules(view, books.now(account)), stored);
            if (change instanceof SubscriptionChange.Changed changed) {
                List<Subscribed> addOns = followUp(view, stored.subscription(), changed.subscription());
                addOns.forEach(books.subscriptions()::save);
                Subscribed after = resaved(stored, changed.subscription());
                books.subscriptions().save(after);
                books.termsChanged(account, books.now(account));
                AccountView now = view.with(after);
                for (Subscribed addOn : addOns) {
                    now = now.with(addOn);
                }
                new CreditPlanner(books).changed(desk, view, now);
                // the same step again finds it done, and has nothing to tell
                if (!after.subscription().equals(stored.subscription())) {
                    announce(view.with(after), after);
                }
                addOns.forEach(addOn -> announce(view.with(after), addOn));
            }
            return change;
        });
    }

    /** What follows a change once it is kept; found by jobs where it is cut off. */
    void follow(AccountId account) {
        termsChanged.accept(account);
        // also what was due before: the timeline still holds the terms of that time
        closer.close(account);
        new AlertChecker(books).checkAfter(account);
    }

    @Override
    public SubscriptionPreview preview(SubscriptionId id, Step step) {
        return previewChange(accountOf(id), id, step);
    }

    SubscriptionPreview previewChange(AccountId account, SubscriptionId id, Step step) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            AccountView view = Lookups.account(books, account);
            Subscribed stored = Lookups.subscription(view, id);
            return new StepRules(view, books.now(account))
                    .apply(stored, step)
                    .<SubscriptionPreview>fold(
                            changed -> previewed(view, stored, changed), SubscriptionPreview.Refused::new);
        });
    }

    private static void requireRevision(Subscribed stored, OptionalLong revision) {
        if (revision.isPresent() && revision.getAsLong() != stored.revision()) {
            throw new StaleVersionException(
                    "subscription " + stored.subscription().id() + " is at revision " + stored.revision() + ", not "
                            + revision.getAsLong());
        }
    }

    private SubscriptionPreview previewed(AccountView view, Subscribed stored, Subscription changed) {
        AccountView after = view.with(resaved(stored, changed));
        for (Subscribed addOn : followUp(view, stored.subscription(), changed)) {
            after = after.with(addOn);
        }
        AccountView result = after;
        return InvoicePreviewer.preview(
                        books, result, books.now(result.account().id()))
                .<SubscriptionPreview>map(draft -> new SubscriptionPreview.Previewed(changed, draft))
                .orElseGet(() -> new SubscriptionPreview.Refused("it has no running period"));
    }

    /** The end of one that is still to be billed is told with its last invoice, and an add-on has that of the main subscription. */
    private void announce(AccountView view, Subscribed after) {
        Subscription subscription = after.subscription();
        if (after.nextDueAt().isEmpty()
                && subscription.hasEndedBy(books.now(subscription.account()))
                && !Billing.endsWithUnbilledMain(subscription, view)) {
            new Announcer(books).ended(subscription);
        } else {
            new Announcer(books).changed(subscription, after.revision());
        }
    }

    private AccountId accountOf(SubscriptionId id) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.subscriptions().find(id))
                .map(stored -> stored.subscription().account())
                .orElseThrow(() -> new UnknownException("there is no subscription '" + id + "'"));
    }

    private static Subscribed resaved(Subscribed stored, Subscription changed) {
        Optional<Instant> due = Billing.nextDue(changed, stored.billedThrough());
        return new Subscribed(changed, stored.billedThrough(), due, stored.revision());
    }

    /** Add-ons end with the main subscription and follow it into a new cycle. */
    private List<Subscribed> followUp(AccountView view, Subscription before, Subscription after) {
        if (before.role() != PlanVersion.Role.MAIN) {
            return List.of();
        }
        Instant now = books.now(before.account());
        List<Subscribed> changed = new ArrayList<>();
        for (Subscribed stored : view.subscriptions()) {
            Subscription addOn = stored.subscription();
            if (addOn.role() == PlanVersion.Role.ADD_ON && !addOn.hasEndedBy(now)) {
                Subscription followed = Lifecycle.follow(addOn, before, after);
                if (!followed.equals(addOn)) {
                    changed.add(resaved(stored, followed));
                }
            }
        }
        return changed;
    }
}
