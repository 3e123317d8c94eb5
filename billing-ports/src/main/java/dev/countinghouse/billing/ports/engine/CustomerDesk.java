package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.customer.Customer;
import dev.countinghouse.billing.domain.customer.CustomerReference;
import dev.countinghouse.billing.domain.customer.Profile;
import dev.countinghouse.billing.ports.driven.CustomerGateway;
import dev.countinghouse.billing.ports.driven.Customers.Due;
import dev.countinghouse.billing.ports.driven.KnownCustomer;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Brings an account and its customer at the provider together. What the customer has said is taken over with the note that it
 * was seen, and what is about to be written there is kept first, so that after a crash neither is mistaken for the other. One
 * at a time does it for an account.
 */
final class CustomerDesk {

    private final Books books;
    private final Till till;
    private final CustomerGateway gateway;
    private final ReceivableBook receivables;

    CustomerDesk(ReceivableBook receivables) {
        this.books = receivables.books();
        this.till = receivables.till();
        this.gateway = till.customers();
        this.receivables = receivables;
    }

    /** Both sides as they were found, before anything was written. */
    private record Found(Account account, Customer customer) {}

    /** If it is due now, and nobody else is at it; where something goes wrong it is due again, later each time. */
    void lookIfDue(AccountId account) {
        in(account, () -> books.customers().dueBy(account, till.now())).ifPresent(this::look);
    }

    void look(Due due) {
        in(due.account(), () -> books.customers().claim(due, till.customerClaim(due.looks())))
                .ifPresent(claimed -> {
                    bring(due.account());
                    in(due.account(), () -> books.customers().done(claimed));
                });
    }

    /** Has the customer there at least once, before he is sent somewhere; an earlier provider's customer is not there. */
    void require(AccountId account) {
        while (in(account, () -> known(account))
                .flatMap(gateway::accountOf)
                .filter(account::equals)
                .isEmpty()) {
            try {
                bring(account);
            } catch (StaleVersionException faster) {
                // somebody else has done something about it meanwhile
                continue;
            }
        }
    }

    private Optional<CustomerReference> known(AccountId account) {
        Lookups.account(books, account);
        return books.customers().find(account).flatMap(Customer::reference);
    }

    private void bring(AccountId account) {
        books.transactions().requireNone();
        Optional<Found> found = found(account);
        while (found.isPresent() && !bring(found.get())) {
            // something has changed here meanwhile
            found = found(account);
        }
    }

    private Optional<Found> found(AccountId id) {
        return in(id, () -> books.accounts()
                .find(id)
                .map(account -> new Found(account, books.customers().find(id).orElse(Customer.unknown(id)))));
    }

    /** Whether what was found was still there. */
    private boolean bring(Found found) {
        AccountId account = found.account().id();
        Profile ours = Profile.of(found.account().party());
        Optional<KnownCustomer> there = gateway.find(account);
        Profile wanted =
                there.map(it -> found.customer().agreed(ours, it.profile())).orElse(ours);
        boolean isSame = there.filter(it -> it.profile().equals(wanted)).isPresent();
        Optional<Customer> kept = in(account, () -> keep(found, there, wanted, isSame));
        if (kept.isPresent() && !isSame) {
            KnownCustomer after = gateway.put(account, wanted);
            Optional<String> method = there.isPresent() ? kept.get().method() : after.method();
            in(account, () -> books.customers().update(kept.get().seen(after.reference(), after.profile(), method)));
        }
        return kept.isPresent();
    }

    /** What the customer has said becomes the account's with the note that it was seen; empty if anything is another by now. */
    private Optional<Customer> keep(Found found, Optional<KnownCustomer> there, Profile wanted, boolean isSame) {
        AccountId id = found.account().id();
        books.subscriptions().lock(id);
        if (!found(id).equals(Optional.of(found))) {
            return Optional.empty();
        }
        Party party = wanted.over(found.account().party());
        if (!party.equals(found.account().party())) {
            books.accounts().update(AccountOpener.with(found.account(), party));
        }
        Customer before = found.customer();
        Customer seen = there.map(it -> before.seen(it.reference(), it.profile(), it.method()))
                .orElse(before);
        if (before.reference().isPresent() && !seen.method().equals(before.method())) {
            books.purchases().stopTopUps(id, Optional.empty());
            receivables.hasten(id);
        }
        Customer after = isSame ? seen : seen.sending(there.map(KnownCustomer::profile), wanted);
        return Optional.of(after.equals(before) ? before : books.customers().update(after));
    }

    private <T> T in(AccountId account, Supplier<T> work) {
        return books.transactions().inTransaction(Scope.of(account), work);
    }
}
