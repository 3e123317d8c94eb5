package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Copy;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Look;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.CopyInvoices;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Puts off the next look before it looks, as with purchases. */
final class InvoiceSweeper implements CopyInvoices {

    /** While one waits to be finalised or paid. */
    private static final Duration WHILE_UNSETTLED = Duration.ofHours(6);

    /** What a change of terms makes is there at once, and a notice of it, too. */
    static final Duration AFTER_A_CHANGE = Duration.ofHours(1);

    /** Long enough for whoever has claimed it to come to an end. */
    private static final Duration AFTER_FAILURE = Duration.ofHours(1);

    /** In the end once in 16 hours. */
    private static final int MOST_DOUBLINGS = 4;

    /** A provider waits an hour for late usage before he finalises. */
    private static final Duration AFTER_A_PERIOD = Duration.ofHours(2);

    /** Somebody may make one by hand. */
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Clocks differ, and what was created may be listed a while after. */
    private static final Duration OVERLAP = Duration.ofDays(1);

    private static final Set<Status> UNSETTLED = EnumSet.of(Status.DRAFT, Status.OPEN);

    private static final int MOST = 1_000;

    private final Books books;
    private final InvoiceGateway gateway;
    private final InvoiceCopier copier;

    InvoiceSweeper(Books books, InvoiceGateway gateway, InvoiceCopier copier) {
        this.books = books;
        this.gateway = gateway;
        this.copier = copier;
    }

    /** At the latest, for an invoice as it is. */
    static Duration lookAfter(ProviderInvoice invoice) {
        return UNSETTLED.contains(invoice.status()) ? WHILE_UNSETTLED : LONGEST;
    }

    @Override
    public int copyDue(int limit) {
        books.transactions().requireNone();
        Instant now = books.now();
        List<Look> due = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.providerInvoices().dueBy(now, limit));
        AccountFailures failures = new AccountFailures("asked about its invoices for");
        due.forEach(look -> failures.guard(look.account(), () -> look(look, now)));
        failures.report();
        return due.size();
    }

    private void look(Look due, Instant now) {
        Look claimed = failed(due, now, 0);
        if (looked(due, claimed)) {
            try {
                ask(due);
            } catch (RuntimeException failure) {
                looked(claimed, failed(due, now, due.failures()));
                throw failure;
            }
            looked(claimed, new Look(due.account(), now, next(due.account(), now), 0));
        }
    }

    private static Look failed(Look due, Instant now, int doublings) {
        Duration later = AFTER_FAILURE.multipliedBy(1L << Math.min(doublings, MOST_DOUBLINGS));
        return new Look(due.account(), due.since(), now.plus(later), due.failures() + 1);
    }

    private void ask(Look due) {
        books.transactions().inTransaction(Scope.of(due.account()), () -> {
            books.lookAtMirrors(due.account());
            return true;
        });
        different(due).forEach(copier::copy);
    }

    private boolean looked(Look seen, Look next) {
        return books.transactions().inTransaction(Scope.of(seen.account()), () -> books.providerInvoices()
                .looked(seen, next));
    }

    /** What is not here as it is there, and what may have changed of older ones. They are asked for once more, each by itself. */
    private Set<InvoiceReference> different(Look due) {
        Set<InvoiceReference> different = new LinkedHashSet<>();
        Set<InvoiceReference> listed = new LinkedHashSet<>();
        for (ProviderInvoice there : gateway.of(due.account(), due.since().minus(OVERLAP), MOST)) {
            listed.add(there.reference());
            Optional<ProviderInvoice> here = books.transactions()
                    .inTransaction(Scope.of(due.account()), () -> books.providerInvoices()
                            .find(due.account(), there.reference()))
                    .map(Copy::invoice);
            if (!here.equals(Optional.of(there))) {
                different.add(there.reference());
            }
        }
        unsettled(due.account())
                .filter(reference -> !listed.contains(reference))
                .forEach(different::add);
        return different;
    }

    private Stream<InvoiceReference> unsettled(AccountId account) {
        return UNSETTLED.stream()
                .flatMap(status -> books
                        .transactions()
                        .inTransaction(Scope.of(account), () -> books.providerInvoices()
                                .list(Optional.of(account), Optional.of(status), Optional.empty(), MOST))
                        .stream())
                .map(copy -> copy.invoice().reference());
    }

    private Instant next(AccountId account, Instant now) {
        if (unsettled(account).findAny().isPresent()) {
            return now.plus(WHILE_UNSETTLED);
        }
        Instant latest = now.plus(LONGEST);
        return books
                .transactions()
                .inTransaction(Scope.of(account), () -> books.subscriptions().of(account))
                .stream()
                .flatMap(stored -> invoicedAt(stored.subscription(), now).stream())
                .filter(latest::isAfter)
                .min(Comparator.naturalOrder())
                .orElse(latest);
    }

    /** When the invoice of the period is final that runs, or has ended a moment ago. */
    private static Optional<Instant> invoicedAt(Subscription subscription, Instant now) {
        Instant before = now.minus(AFTER_A_PERIOD);
        Instant asOf = before.isBefore(subscription.startedAt()) ? subscription.startedAt() : before;
        return subscription.hasEndedBy(asOf)
                ? Optional.empty()
                : Optional.of(subscription.periodAt(asOf).actual().end().plus(AFTER_A_PERIOD));
    }
}
