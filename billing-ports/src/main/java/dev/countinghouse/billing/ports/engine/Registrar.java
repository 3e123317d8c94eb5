package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.provision.Purpose;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ClosePeriods;
import dev.countinghouse.billing.ports.driving.RegisterAccount;
import dev.countinghouse.billing.ports.engine.Recipient.NotTakenException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;

/** Opens as one who gets an account with infrastructure is opened, without waiting for any. */
final class Registrar implements RegisterAccount {

    private final Books books;
    private final AccountRecipient recipient;
    private final ClosePeriods closer;
    private final Consumer<AccountId> termsChanged;

    Registrar(Books books, AccountRecipient recipient, ClosePeriods closer, Consumer<AccountId> termsChanged) {
        this.books = books;
        this.recipient = recipient;
        this.closer = closer;
        this.termsChanged = termsChanged;
    }

    @Override
    public Outcome register(Account account, PlanKey plan) {
        Purpose.OfAccount wish = new Purpose.OfAccount(account, subscriptionOf(account.id()), plan);
        try {
            Outcome registered = books.transactions().inTransaction(Scope.of(account.id()), () -> registered(wish));
            // after the commit, as for every subscription that starts
            closer.close(account.id());
            termsChanged.accept(account.id());
            return registered;
        } catch (NotTakenException refusal) {
            return new Outcome.Refused(refusal.reason());
        }
    }

    private Outcome registered(Purpose.OfAccount wish) {
        Lookups.plan(books.catalogue(), wish.plan());
        books.subscriptions().lock(wish.account().id());
        recipient.open(wish);
        return new Outcome.Registered(
                books.accounts().find(wish.account().id()).orElseThrow(),
                books.subscriptions().find(wish.subscription()).orElseThrow().subscription());
    }

    /** One id per account, so that two calls at once start one. */
    private static SubscriptionId subscriptionOf(AccountId account) {
        return new SubscriptionId(
                "registration-" + UUID.nameUUIDFromBytes(account.value().getBytes(StandardCharsets.UTF_8)));
    }
}
