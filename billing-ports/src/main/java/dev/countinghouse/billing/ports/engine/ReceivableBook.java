package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.dunning.DunningSchedule;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.subscription.Arrears;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionChange;
import dev.countinghouse.billing.ports.driven.Receivables.Next;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Subscribed;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Writes what becomes of receivables, under the lock that bills the account: with each change the arrears of its
 * subscriptions and the messages about it, in one transaction.
 *
 * @param termsChanged whom to tell, once what an account may use has changed
 */
record ReceivableBook(Books books, Till till, DunningSchedule schedule, Consumer<AccountId> termsChanged) {

    /** In the transaction that issues an invoice. Without anybody to take payments nothing is collected. */
    void issued(IssuedInvoice invoice) {
        if (till.payments() != null) {
            Receivable.of(invoice).ifPresent(receivable -> books.receivables().add(receivable, next(receivable)));
        }
    }

    /** In the transaction that issues a credit note, behind the account's lock. */
    void credited(AccountId account, InvoiceNumber invoice, Money total) {
        books.receivables()
                .find(account, invoice)
                .ifPresent(receivable -> keep(receivable, receivable.credit(total, books.now(account))));
    }

    /** As part of the running transaction, which has locked the account: what was declined is tried at once by another method. */
    void hasten(AccountId account) {
        Instant now = books.now(account);
        books.receivables().openOf(account).forEach(each -> keep(each, each.hastened(now)));
    }

    Receivable find(AccountId account, InvoiceNumber invoice) {
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.receivables().find(account, invoice))
                .orElseThrow(() -> new IllegalStateException("account " + account + " owes nothing by " + invoice));
    }

    /** Changes one that is still of the revision that was seen; empty, with nothing done, if it is not. */
    Optional<Receivable> change(Receivable seen, UnaryOperator<Receivable> change) {
        books.transactions().requireNone();
        AccountId account = seen.account();
        Optional<Receivable> changed = books.transactions().inTransaction(Scope.of(account), () -> {
            books.subscriptions().lock(account);
            return books.receivables()
                    .find(account, seen.invoice())
                    .filter(now -> now.revision() == seen.revision())
                    .map(now -> keep(now, change.apply(now)));
        });
        if (changed.isPresent() && isAboutArrears(seen, changed.get())) {
            termsChanged.accept(account);
        }
        return changed;
    }

    /** As part of the running transaction, which has locked the account. */
    Receivable keep(Receivable before, Receivable after) {
        if (after.equals(before)) {
            return before;
        }
        Receivable kept = books.receivables().update(after, next(after));
        boolean recovered = isAboutArrears(before, kept) && !noteArrears(kept.account()) && !kept.isOpen();
        new ReceivableAnnouncer(books, schedule).announce(before, kept, recovered);
        return kept;
    }

    private Next next(Receivable receivable) {
        return new Next(receivable.dueNext(schedule), till.nextAsk(receivable, 0));
    }

    private static boolean isAboutArrears(Receivable before, Receivable after) {
        return !owingSince(before).equals(owingSince(after));
    }

    private static Optional<Instant> owingSince(Receivable receivable) {
        return receivable.pastDueSince();
    }

    /** Has the subscriptions say since when the account owes something; {@code false} if it owes nothing. */
    boolean noteArrears(AccountId account) {
        Optional<Arrears> arrears = Stream.concat(
                        books.receivables().openOf(account).stream()
                                .flatMap(each -> owingSince(each).stream())
                                .map(schedule::arrears),
                        owedThere(account))
                .reduce(ReceivableBook::earliest);
        Instant now = books.now(account);
        for (Subscribed stored : books.subscriptions().of(account)) {
            Subscription subscription = stored.subscription();
            if (!subscription.hasEndedBy(now)) {
                if (!arrears.equals(subscription.arrears())) {
                    books.subscriptions().save(with(stored, arrears));
                }
            }
        }
        return arrears.isPresent();
    }

    /** By what a provider that invoices says. */
    private Stream<Arrears> owedThere(AccountId account) {
        return books.habits().isMirrored()
                ? books.mirrors().of(account).stream().flatMap(mirror -> mirror.arrears().stream())
                : Stream.empty();
    }

    private static Arrears earliest(Arrears one, Arrears other) {
        return new Arrears(
                one.since().isBefore(other.since()) ? one.since() : other.since(),
                one.restrictedFrom().isBefore(other.restrictedFrom()) ? one.restrictedFrom() : other.restrictedFrom());
    }

    private static Subscribed with(Subscribed stored, Optional<Arrears> arrears) {
        SubscriptionChange change = arrears.map(some -> Lifecycle.markPastDue(stored.subscription(), some))
                .orElseGet(() -> Lifecycle.markPaid(stored.subscription()));
        return change.fold(
                changed -> new Subscribed(changed, stored.billedThrough(), stored.nextDueAt(), stored.revision()),
                refused -> stored);
    }
}
