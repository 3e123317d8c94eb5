package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.ClosePeriods;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Invoices one boundary after another. Number, invoice and the note that the boundary is billed are written in one
 * transaction under the account's lock: a crash leaves the boundary due, a second run finds it billed.
 */
final class PeriodCloser implements ClosePeriods {

    private final Books books;
    private final Party seller;
    private final String series;
    private final Duration paymentTerm;

    PeriodCloser(Books books, Party seller, String series, Duration paymentTerm) {
        this.books = books;
        this.seller = seller;
        this.series = series;
        this.paymentTerm = paymentTerm;
    }

    @Override
    public List<IssuedInvoice> close(AccountId account) {
        List<IssuedInvoice> issued = new ArrayList<>();
        Instant now = books.now();
        // a transaction per boundary, so that years of arrears do not make one that never ends
        while (closeNext(account, now, issued)) {
            continue;
        }
        return issued;
    }

    @Override
    public List<IssuedInvoice> closeDue(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", at least 1 account has to be closed");
        }
        List<AccountId> due = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.subscriptions().dueBy(books.now(), limit));
        List<IssuedInvoice> issued = new ArrayList<>();
        AccountFailures failures = new AccountFailures("billed");
        due.forEach(account -> failures.guard(account, () -> issued.addAll(close(account))));
        failures.report();
        return issued;
    }

    private boolean closeNext(AccountId account, Instant now, List<IssuedInvoice> issued) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            books.subscriptions().lock(account);
            AccountView view = Lookups.account(books, account);
            Optional<Subscribed> due = view.subscriptions().stream()
                    .filter(stored ->
                            stored.nextDueAt().filter(at -> !at.isAfter(now)).isPresent())
                    .min(Comparator.comparing(
                                    (Subscribed stored) -> stored.nextDueAt().orElseThrow())
                            .thenComparing(AccountView::isMain, Comparator.reverseOrder())
                            .thenComparing(stored -> stored.subscription().id()));
            due.ifPresent(stored -> bill(view, stored, now).ifPresent(issued::add));
            return due.isPresent();
        });
    }

    /** Invoices the boundary that is due; a boundary at which nothing is charged passes without an invoice. */
    private Optional<IssuedInvoice> bill(AccountView view, Subscribed stored, Instant now) {
        Subscription subscription = stored.subscription();
        Instant boundary = stored.nextDueAt().orElseThrow();
        DraftInvoice draft = draft(view, stored);
        books.subscriptions()
                .save(new Subscribed(
                        subscription,
                        Optional.of(boundary),
                        Billing.nextDue(subscription, Optional.of(boundary)),
                        stored.revision()));
        announceEnds(view, subscription, boundary);
        if (draft.lines().isEmpty() && draft.paidWithCredits().isEmpty()) {
            return Optional.empty();
        }
        IssuedInvoice invoice = draft.issue(
                books.invoices().nextNumber(series),
                now,
                now.plus(paymentTerm),
                seller,
                view.account().party());
        if (!books.invoices().add(subscription.id(), boundary, invoice)) {
            throw new IllegalStateException(
                    "boundary " + boundary + " of subscription " + subscription.id() + " was invoiced before");
        }
        new Announcer(books).issued(subscription, invoice);
        return Optional.of(invoice);
    }

    /** Add-ons that end with a period are not billed by themselves, so that nobody else would tell. */
    private void announceEnds(AccountView view, Subscription billed, Instant boundary) {
        Announcer announcer = new Announcer(books);
        if (billed.hasEndedBy(boundary)) {
            announcer.ended(billed);
        }
        if (billed.role() == PlanVersion.Role.MAIN) {
            view.addOns().stream()
                    .filter(addOn -> addOn.ending()
                            .filter(ending -> ending.at().equals(boundary))
                            .isPresent())
                    .forEach(announcer::ended);
        }
    }

    private DraftInvoice draft(AccountView view, Subscribed stored) {
        Subscription subscription = stored.subscription();
        PeriodLines lines = new PeriodLines(view, true);
        InvoiceMaker maker = new InvoiceMaker(books, view);
        if (stored.billedThrough().isEmpty()) {
            Period first = subscription.periodAt(subscription.startedAt()).actual();
            return maker.draft(subscription, first, lines.opening(subscription));
        }
        BillingPeriod period = subscription.periodAt(stored.billedThrough().get());
        List<RatedLine> closing =
                lines.closing(subscription, period, period.actual().end());
        return maker.draft(subscription, period.actual(), closing);
    }
}
