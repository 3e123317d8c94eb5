package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.ports.driven.PublishedCatalogue;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.Subscribed;
import io.quarkus.arc.Arc;
import java.util.List;
import java.util.Optional;

/** What is stored of an account, and the catalogue, to compare before and after. */
record Stored(
        Optional<PublishedCatalogue> catalogue,
        Optional<Account> account,
        List<Subscribed> subscriptions,
        List<IssuedInvoice> invoices,
        List<CreditNote> creditNotes) {

    static Stored of(String account) {
        Storage storage = Arc.container().instance(Storage.class).get();
        AccountId id = new AccountId(account);
        Optional<PublishedCatalogue> catalogue = storage.transactions()
                .inTransaction(Scope.SYSTEM, () -> storage.catalogues().current());
        return storage.transactions().inTransaction(Scope.of(id), () -> {
            List<IssuedInvoice> invoices = storage.invoices().of(id);
            return new Stored(
                    catalogue,
                    storage.accounts().find(id),
                    storage.subscriptions().of(id),
                    invoices,
                    invoices.stream()
                            .flatMap(invoice -> storage.invoices().creditNotesOf(invoice.number()).stream())
                            .toList());
        });
    }

    /** Runs something that must store nothing. */
    static void unchanged(String account, Runnable call) {
        Stored before = of(account);
        call.run();
        assertThat(of(account)).isEqualTo(before);
    }
}
