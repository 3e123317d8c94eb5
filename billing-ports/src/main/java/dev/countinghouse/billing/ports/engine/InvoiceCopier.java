package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.ports.driven.InvoiceGateway;
import dev.countinghouse.billing.ports.driven.ProviderInvoices;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Copy;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks for an invoice and keeps it, with what is told of the difference, in one transaction. The copy that was there before it
 * asked has to be there still: otherwise somebody else has asked meanwhile, perhaps later, and it asks again.
 */
final class InvoiceCopier {

    /** Somebody else has to be faster each time. */
    private static final int ROUNDS = 5;

    private final Books books;
    private final InvoiceGateway gateway;
    private final ProviderInvoiceAnnouncer announcer;

    InvoiceCopier(Books books, InvoiceGateway gateway) {
        this.books = books;
        this.gateway = gateway;
        this.announcer = new ProviderInvoiceAnnouncer(books);
    }

    /** @return whether it is one of our customers' */
    boolean copy(InvoiceReference reference) {
        books.transactions().requireNone();
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Copy> seen = seen(reference);
            Instant readAt = books.now();
            Optional<ProviderInvoice> there = gateway.find(reference);
            if (there.isEmpty() && seen.isEmpty()) {
                return false;
            }
            if (there.isPresent() ? keep(seen, there.get(), readAt) : forget(seen.orElseThrow())) {
                return true;
            }
        }
        throw new StaleVersionException(
                "the copy of invoice " + reference + " was replaced each time that it was asked for");
    }

    Optional<Copy> seen(InvoiceReference reference) {
        Optional<AccountId> account = books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.providerInvoices().accountOf(reference));
        return account.flatMap(own -> books.transactions()
                .inTransaction(Scope.of(own), () -> books.providerInvoices().find(own, reference)));
    }

    private boolean keep(Optional<Copy> seen, ProviderInvoice there, Instant readAt) {
        return books.transactions().inTransaction(Scope.of(there.account()), () -> {
            long revision = seen.map(Copy::revision).orElse(ProviderInvoices.NONE);
            boolean isKept = books.providerInvoices().put(there, readAt, revision);
            if (isKept) {
                announcer.announce(seen.map(Copy::invoice), there, revision + 1);
                books.providerInvoices()
                        .watch(
                                there.account(),
                                there.dates().createdAt(),
                                readAt.plus(InvoiceSweeper.lookAfter(there)));
                books.lookAtMirrors(there.account());
            }
            return isKept;
        });
    }

    /** A draft may be deleted there. Anything else is not, so what is not found any more was never looked for in the right place. */
    private boolean forget(Copy seen) {
        ProviderInvoice known = seen.invoice();
        return known.status() != Status.DRAFT
                || books.transactions().inTransaction(Scope.of(known.account()), () -> books.providerInvoices()
                        .remove(known.account(), known.reference(), seen.revision()));
    }
}
