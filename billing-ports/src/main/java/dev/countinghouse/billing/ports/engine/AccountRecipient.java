package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.Purpose;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.OpenAccount;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import java.util.Optional;

/** Opens an account on its plan once everything is there. Until then there is none, so nothing of it has to be taken back. */
final class AccountRecipient implements Recipient {

    private final Books books;
    private final OpenAccount opener;
    private final SubscriptionStarter starter;

    AccountRecipient(Books books, OpenAccount opener, SubscriptionStarter starter) {
        this.books = books;
        this.opener = opener;
        this.starter = starter;
    }

    @Override
    public void lock(Provision provision) {
        books.subscriptions().lock(provision.account());
    }

    @Override
    public void ready(Provision provision) {
        if (provision.purpose() instanceof Purpose.OfAccount wish) {
            open(wish);
        }
    }

    /** As part of the running transaction, which has locked what is the account's. */
    void open(Purpose.OfAccount wish) {
        opened(wish).ifPresent(reason -> {
            throw new NotTakenException(reason);
        });
    }

    @Override
    public void refused(Provision provision) {}

    /** Why it could not be opened now; nothing of it is done. */
    Optional<String> obstacle(Purpose.OfAccount wish) {
        try {
            return books.transactions().inTransaction(Scope.of(wish.account().id()), () -> {
                // before the account's row, as everybody takes them
                books.subscriptions().lock(wish.account().id());
                throw new NotTakenException(opened(wish).orElse(""));
            });
        } catch (NotTakenException undone) {
            return Optional.of(undone.reason()).filter(reason -> !reason.isEmpty());
        }
    }

    /** Why it cannot be opened; the transaction has to be undone then. */
    private Optional<String> opened(Purpose.OfAccount wish) {
        OpenAccount.Outcome opened = opener.open(wish.account());
        if (opened instanceof OpenAccount.Outcome.Refused refused) {
            return Optional.of(refused.reason());
        }
        if (books.catalogue().plan(wish.plan()).isEmpty()) {
            return Optional.of("there is no plan '" + wish.plan() + "' any more");
        }
        StartSubscription.Outcome started = starter.startUnbilled(StartSubscription.Order.of(
                wish.subscription(),
                wish.account().id(),
                wish.plan(),
                books.now(wish.account().id())));
        return started instanceof StartSubscription.Outcome.Refused refused
                ? Optional.of(refused.reason())
                : Optional.empty();
    }
}
