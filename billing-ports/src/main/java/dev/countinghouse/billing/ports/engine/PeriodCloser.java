package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.PlanVersion;
import dev.countinghouse.billing.domain.subscription.BillingPeriod;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Subscribed;
import dev.countinghouse.billing.ports.driving.ClosePeriods;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Invoices one boundary after another. Number, invoice, what it restates and the note that the boundary is billed are
 * written in one transaction under the account's lock: a crash leaves the boundary due, a second run finds it billed.
 *
 * <p>Every closing invoice looks again at the period before it: an event that was being stored while that period was
 * closed was seen by nobody, and is found now.
 */
final class PeriodCloser implements ClosePeriods {

    private final Books books;
    private final InvoiceIssuer issuer;
    private final AccountSettler settler;
    private final UsageBurner burner;

    PeriodCloser(Books books, InvoiceIssuer issuer, AccountSettler settler, UsageBurner burner) {
        this.books = books;
        this.issuer = issuer;
        this.settler = settler;
        this.burner = burner;
    }

    @Override
    public List<IssuedInvoice> close(AccountId account) {
        List<IssuedInvoice> issued = new ArrayList<>();
        Instant now = books.now(account);
        // a transaction per boundary, so that years of arrears do not make one that never ends
        while (closeNext(account, now, issued)) {
            continue;
        }
        settler.settle(account, now).ifPresent(issued::add);
        return issued;
    }

    @Override
    public List<IssuedInvoice> closeDue(int limit) {
        List<IssuedInvoice> issued = new ArrayList<>();
        AccountFailures failures = new AccountFailures("billed");
        due(limit).forEach(account -> failures.guard(account, () -> issued.addAll(close(account))));
        failures.report();
        return issued;
    }

    @Override
    public List<AccountId> due(int limit) {
        return dueBy(books.now(), limit).stream().limit(limit).toList();
    }

    /** Up to {@code limit} accounts with a boundary to bill, then up to as many with changes to settle. */
    Set<AccountId> dueBy(Instant instant, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", at least 1 account has to be closed");
        }
        return books.transactions().inTransaction(Scope.SYSTEM, () -> {
            Set<AccountId> accounts = new LinkedHashSet<>(books.subscriptions().dueBy(instant, limit));
            accounts.addAll(books.invoicedUsage().toSettleBy(instant, limit));
            return accounts;
        });
    }

    /** When the next thing falls due for an account; empty if nothing will. */
    Optional<Instant> nextDue(AccountId account) {
        return books.transactions().inTransaction(Scope.of(account), () -> Stream.concat(
                        books.subscriptions().of(account).stream().flatMap(stored -> stored.nextDueAt().stream()),
                        settler.dueAt(account).stream())
                .min(Comparator.naturalOrder()));
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
        InvoiceMaker maker = new InvoiceMaker(books, view);
        DraftInvoice draft =
                stored.billedThrough().isEmpty() ? opening(maker, view, subscription) : closing(maker, view, stored);
        Subscribed billed = new Subscribed(
                subscription,
                Optional.of(boundary),
                Billing.nextDue(subscription, Optional.of(boundary)),
                stored.revision());
        books.subscriptions().save(billed);
        announceEnds(view, subscription, boundary);
        if (stored.billedThrough().isPresent()) {
            settler.closed(view.with(billed), draft.period(), boundary);
        }
        return issuer.issue(view.account(), subscription, boundary, draft, maker.restatements(), now);
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

    private static DraftInvoice opening(InvoiceMaker maker, AccountView view, Subscription subscription) {
        Period first = subscription.periodAt(subscription.startedAt()).actual();
        return maker.draft(subscription, first, new PeriodLines(view, true).opening(subscription));
    }

    private DraftInvoice closing(InvoiceMaker maker, AccountView view, Subscribed stored) {
        Subscription subscription = stored.subscription();
        Instant start = stored.billedThrough().orElseThrow();
        BillingPeriod period = subscription.periodAt(start);
        Instant before = subscription.startedAt().isBefore(start)
                ? subscription.periodAt(start.minusNanos(1)).actual().start()
                : start;
        burner.close(view, subscription, period);
        Instant changed = settler.lockChangedSince(view.account().id()).orElse(before);
        return maker.restating(changed.isBefore(before) ? changed : before)
                .draft(
                        subscription,
                        period.actual(),
                        new PeriodLines(view, true)
                                .closing(subscription, period, period.actual().end()));
    }
}
