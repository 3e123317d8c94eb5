package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.Restatement;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.InvoicedUsage.Standing;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Subscribed;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Knows up to where accounts are invoiced, and invoices by itself what has changed of it where that does not wait for the
 * next invoice: when the grace time of a meter is over that reopens its periods; for a subscription that has ended once no
 * more late events are accepted, and at once for what is corrected after that.
 */
final class AccountSettler {

    private final Books books;
    private final InvoiceIssuer issuer;
    private final Duration acceptedPast;

    AccountSettler(Books books, InvoiceIssuer issuer, Duration acceptedPast) {
        this.books = books;
        this.issuer = issuer;
        this.acceptedPast = acceptedPast;
    }

    /** Locks before usage is read, so that a change is either seen by the reader or noted after it. */
    Optional<Instant> lockChangedSince(AccountId account) {
        return books.invoicedUsage().lock(account).flatMap(Standing::changedSince);
    }

    /** Notes that a period is invoiced, and everything before it restated. */
    void closed(AccountView view, Period period, Instant boundary) {
        AccountId account = view.account().id();
        Instant until = books.invoicedUsage()
                .of(account)
                .map(Standing::until)
                .filter(boundary::isBefore)
                .orElse(boundary);
        Optional<Instant> settleAt = settleAt(view, boundary);
        books.invoicedUsage()
                .save(
                        account,
                        // what was being stored meanwhile is looked for then, too
                        new Standing(until, settleAt.map(any -> period.start()), settleAt));
    }

    /** When late usage is invoiced by itself: where no invoice follows, and where a meter reopens its periods. */
    private Optional<Instant> settleAt(AccountView view, Instant boundary) {
        if (isLast(view)) {
            return Optional.of(boundary.plus(acceptedPast));
        }
        return view.subscriptions().stream()
                .flatMap(stored -> stored.subscription().terms().stream())
                .map(term -> view.plan(term.plan()))
                .flatMap(plan -> plan.charges().stream())
                .flatMap(charge -> charge.meter().stream())
                .map(meter -> view.meter(meter).late().grace())
                .filter(grace -> !grace.isZero())
                .max(Comparator.naturalOrder())
                .map(boundary::plus);
    }

    private static boolean isLast(AccountView view) {
        return view.subscriptions().stream()
                .noneMatch(stored ->
                        AccountView.isMain(stored) && stored.nextDueAt().isPresent());
    }

    /** Issues an invoice of adjustments alone, if the account is due for one. */
    Optional<IssuedInvoice> settle(AccountId account, Instant now) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            if (!isDue(books.invoicedUsage().of(account), now)) {
                return Optional.empty();
            }
            books.subscriptions().lock(account);
            return books.invoicedUsage()
                    .lock(account)
                    .filter(standing -> isDue(Optional.of(standing), now))
                    .flatMap(standing -> settle(Lookups.account(books, account), standing, now));
        });
    }

    /** When what has changed is invoiced by itself; empty if nothing has, or if it waits for the next invoice. */
    Optional<Instant> dueAt(AccountId account) {
        return dueAt(books.invoicedUsage().of(account));
    }

    private static Optional<Instant> dueAt(Optional<Standing> standing) {
        return standing.filter(each -> each.changedSince().isPresent()).flatMap(Standing::settleAt);
    }

    private static boolean isDue(Optional<Standing> standing, Instant now) {
        return dueAt(standing).filter(at -> !at.isAfter(now)).isPresent();
    }

    private Optional<IssuedInvoice> settle(AccountView view, Standing standing, Instant now) {
        InvoiceMaker maker =
                new InvoiceMaker(books, view).restating(standing.changedSince().orElseThrow());
        Optional<Instant> next = isLast(view) ? standing.settleAt() : Optional.empty();
        books.invoicedUsage().save(view.account().id(), new Standing(standing.until(), Optional.empty(), next));
        List<Restatement> restatements = maker.restatements();
        if (restatements.isEmpty()) {
            return Optional.empty();
        }
        Subscription last = view.subscriptions().stream()
                .filter(AccountView::isMain)
                .map(Subscribed::subscription)
                .max(Comparator.comparing(Subscription::startedAt))
                .orElseThrow();
        Restatement latest = restatements.get(restatements.size() - 1);
        DraftInvoice draft = maker.draft(last, latest.restated().period(), List.of());
        return issuer.issue(view.account(), last, boundary(view, last, now), draft, restatements, now);
    }

    /** Now; a clock may stand still between two settlements, and each has a boundary of its own. */
    private Instant boundary(AccountView view, Subscription subscription, Instant now) {
        Instant boundary = now;
        List<Instant> taken = books.invoices().billed(view.account().id()).stream()
                .filter(billed -> billed.subscription().equals(subscription.id()))
                .map(billed -> billed.boundary())
                .toList();
        while (taken.contains(boundary)) {
            boundary = boundary.plusNanos(1_000);
        }
        return boundary;
    }
}
