package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.OpenAccount;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.util.Optional;
import java.util.TreeSet;

final class AccountOpener implements OpenAccount {

    private final Books books;
    private final Till till;

    AccountOpener(Books books, Till till) {
        this.books = books;
        this.till = till;
    }

    @Override
    public Outcome open(Account account) {
        return books.transactions().inTransaction(Scope.of(account.id()), () -> {
            if (books.accounts().add(account)) {
                tellProvider(account.id());
                return new Outcome.Opened(account);
            }
            Optional<Account> existing = books.accounts().find(account.id());
            if (existing.isPresent()) {
                return isSame(existing.get(), account)
                        ? new Outcome.Opened(existing.get())
                        : new Outcome.Refused("account " + account.id() + " is open with other details");
            }
            return new Outcome.Refused("a subject of account " + account.id() + " belongs to another account: "
                    + account.subjects() + " and the id itself must be free");
        });
    }

    /** In the same transaction, so that he hears of every change, and of none that was not kept. */
    private void tellProvider(AccountId account) {
        if (till.hasCustomers()) {
            books.customers().changed(account, till.now());
        }
    }

    /** Subjects added since do not make it another account. */
    private static boolean isSame(Account existing, Account opened) {
        Account withSubjectsOfBoth = opened;
        for (String subject : existing.subjects()) {
            withSubjectsOfBoth = withSubject(withSubjectsOfBoth, subject);
        }
        return existing.equals(withSubjectsOfBoth);
    }

    @Override
    public Outcome addSubject(AccountId id, String subject) {
        if (subject.isBlank() || subject.length() > AccountId.MAX_LENGTH) {
            return new Outcome.Refused("subject '" + subject + "' must have 1 to " + AccountId.MAX_LENGTH
                    + " characters and not be blank");
        }
        return books.transactions().inTransaction(Scope.of(id), () -> {
            // two subjects added at once must not overwrite each other
            books.subscriptions().lock(id);
            Optional<Account> account = books.accounts().find(id);
            if (account.isEmpty()) {
                return new Outcome.Refused("there is no account '" + id + "'");
            }
            Account extended = withSubject(account.get(), subject);
            return books.accounts().update(extended)
                    ? new Outcome.Opened(extended)
                    : new Outcome.Refused("subject '" + subject + "' belongs to another account");
        });
    }

    @Override
    public Outcome describe(AccountId id, Party party) {
        return books.transactions().inTransaction(Scope.of(id), () -> {
            // behind the same lock as subjects, and what the customer says at the provider
            books.subscriptions().lock(id);
            Account account = books.accounts()
                    .find(id)
                    .orElseThrow(() -> new UnknownException("there is no account '" + id + "'"));
            if (account.party().equals(party)) {
                return new Outcome.Opened(account);
            }
            Account described = with(account, party);
            books.accounts().update(described);
            tellProvider(id);
            return new Outcome.Opened(described);
        });
    }

    static Account with(Account account, Party party) {
        return new Account(
                account.id(), party, account.zone(), account.currency(), account.taxes(), account.subjects());
    }

    private static Account withSubject(Account account, String subject) {
        TreeSet<String> subjects = new TreeSet<>(account.subjects());
        subjects.add(subject);
        return new Account(
                account.id(), account.party(), account.zone(), account.currency(), account.taxes(), subjects);
    }
}
