package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.PayWith;
import java.util.Optional;

/** Passes the token on and keeps nothing of it. */
final class MethodChooser implements PayWith {

    private final Books books;
    private final PaymentGateway gateway;
    private final ReceivableBook receivables;

    MethodChooser(Books books, Till till, ReceivableBook receivables) {
        this.books = books;
        this.gateway = till.gateway();
        this.receivables = receivables;
    }

    @Override
    public Outcome use(AccountId account, String methodToken) {
        requireKnown(account);
        try {
            gateway.useMethod(account, methodToken);
        } catch (IllegalArgumentException refusal) {
            return new Outcome.Refused("method", String.valueOf(refusal.getMessage()));
        }
        books.transactions().inTransaction(Scope.of(account), () -> {
            books.subscriptions().lock(account);
            books.purchases().stopTopUps(account, Optional.empty());
            receivables.hasten(account);
            return true;
        });
        return new Outcome.Done(gateway.methodOf(account));
    }

    @Override
    public Optional<String> label(AccountId account) {
        requireKnown(account);
        return gateway.methodOf(account);
    }

    private void requireKnown(AccountId account) {
        books.transactions().requireNone();
        books.transactions().inTransaction(Scope.of(account), () -> Lookups.account(books, account));
    }
}
