package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.Provision.Phase;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ClosePeriods;
import dev.countinghouse.billing.ports.driving.ProvisionAccount;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps the wish, has it pursued, and answers with what came of it. */
final class AccountProvisioner implements ProvisionAccount {

    private final Books books;
    private final Site site;
    private final AccountRecipient recipient;
    private final ClosePeriods closer;
    private final Provisioner provisioner;

    AccountProvisioner(Books books, Site site, AccountRecipient recipient, ClosePeriods closer) {
        this.books = books;
        this.site = site;
        this.recipient = recipient;
        this.closer = closer;
        this.provisioner = new Provisioner(books, site, recipient);
    }

    @Override
    public Outcome provision(Order order) {
        site.provider();
        books.transactions().requireNone();
        if (inTransaction(order.account(), () -> isNew(order))) {
            Lookups.plan(
                    books.transactions().inTransaction(Scope.SYSTEM, books::catalogue),
                    order.wish().plan());
            Optional<String> obstacle = recipient.obstacle(order.wish());
            if (obstacle.isPresent()) {
                return new Outcome.Refused(obstacle.get());
            }
        }
        Optional<Outcome> conflict = inTransaction(order.account(), () -> begin(order));
        return conflict.orElseGet(() -> new Outcome.Kept(pursue(find(order))));
    }

    private boolean isNew(Order order) {
        return conflict(order).isEmpty()
                && books.provisions().find(order.account(), order.id()).isEmpty();
    }

    /** Empty if the wish is kept, now or since an earlier call. */
    private Optional<Outcome> begin(Order order) {
        // two that begin at once must not both find that nothing is under way
        books.subscriptions().lock(order.account());
        Optional<Outcome> conflict = conflict(order);
        if (conflict.isEmpty()) {
            books.provisions()
                    .add(
                            Provision.begin(order.account(), order.id(), order.wish(), books.now(order.account())),
                            site.nextLook(0));
        }
        return conflict;
    }

    private Optional<Outcome> conflict(Order order) {
        Optional<Provision> same = books.provisions().find(order.account(), order.id());
        if (same.isPresent()) {
            return same.get().purpose().equals(order.wish())
                    ? Optional.empty()
                    : conflict(same.get(), "is of something else: take another id for each attempt");
        }
        return books.provisions()
                .last(order.account())
                .filter(it -> !it.phase().isOver())
                .flatMap(it -> conflict(it, "is " + it.phase().key() + ": remove it first"));
    }

    private static Optional<Outcome> conflict(Provision earlier, String reason) {
        return Optional.of(new Outcome.Conflict(
                earlier, "infrastructure '" + earlier.id() + "' of account '" + earlier.account() + "' " + reason));
    }

    private Provision find(Order order) {
        return inTransaction(order.account(), () -> books.provisions().find(order.account(), order.id()))
                .orElseThrow();
    }

    /** Also what was due for the account with its opening: a process may have died between the two. */
    Provision pursue(Provision provision) {
        Provision pursued = provisioner.pursue(provision.account(), provision.id());
        if (provision.isCreating() && pursued.phase() == Phase.READY) {
            closer.close(pursued.account());
        }
        return pursued;
    }

    @Override
    public Optional<Provision> remove(AccountId account) {
        site.provider();
        books.transactions().requireNone();
        return inTransaction(account, () -> {
                    books.subscriptions().lock(account);
                    return books.provisions().last(account).flatMap(last -> ended(account, last));
                })
                .map(this::pursue);
    }

    private Optional<Provision> ended(AccountId account, Provision last) {
        return books.provisions().lock(account, last.id()).map(before -> {
            Provision after = before.ended("it was called off");
            return after.equals(before) ? before : books.provisions().update(after, site.nextLook(0));
        });
    }

    @Override
    public Optional<Provision> find(AccountId account) {
        return inTransaction(account, () -> books.provisions().last(account));
    }

    private <T> T inTransaction(AccountId account, Supplier<T> work) {
        return books.transactions().inTransaction(Scope.of(account), work);
    }
}
