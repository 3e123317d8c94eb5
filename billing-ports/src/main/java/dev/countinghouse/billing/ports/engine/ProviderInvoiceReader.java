package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Copy;
import dev.countinghouse.billing.ports.driven.ProviderInvoices.Place;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadProviderInvoices;
import java.util.List;
import java.util.Optional;

/** Reads the copies. */
final class ProviderInvoiceReader implements ReadProviderInvoices {

    private final Books books;

    ProviderInvoiceReader(Books books) {
        this.books = books;
    }

    @Override
    public Optional<Copy> find(InvoiceReference reference) {
        return books.transactions()
                .inTransaction(Scope.SYSTEM, () -> books.providerInvoices().accountOf(reference))
                .flatMap(account -> books.transactions().inTransaction(Scope.of(account), () -> books.providerInvoices()
                        .find(account, reference)));
    }

    @Override
    public List<Copy> list(
            Optional<AccountId> account, Optional<ProviderInvoice.Status> status, Optional<Place> before, int limit) {
        return books.transactions()
                .inTransaction(account.map(Scope::of).orElse(Scope.SYSTEM), () -> books.providerInvoices()
                        .list(account, status, before, limit));
    }
}
