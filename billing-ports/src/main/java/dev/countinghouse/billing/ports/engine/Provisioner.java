package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.ProvisionId;
import dev.countinghouse.billing.domain.provision.ResourceOrder;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.engine.Recipient.NotTakenException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Takes a provision as far as the provider lets it: asks him for one step after the other, outside of any transaction, and
 * keeps each answer with what follows from it in one. An answer counts only if the provision has not been changed since
 * before he was asked. Two that ask at the same time ask for the same, and what one of them deletes the other cannot create.
 */
final class Provisioner {

    private final Books books;
    private final Site site;
    private final Recipient recipient;

    Provisioner(Books books, Site site, Recipient recipient) {
        this.books = books;
        this.site = site;
        this.recipient = recipient;
    }

    /** Until there is nothing more to ask for, or the provider does not answer. */
    Provision pursue(AccountId account, ProvisionId id) {
        Provision provision = find(account, id);
        Optional<ResourceOrder> next = provision.next();
        while (next.isPresent()) {
            Optional<UnaryOperator<Provision>> answer = ask(provision, next.get());
            if (answer.isEmpty()) {
                return provision;
            }
            keep(provision, answer.get());
            provision = find(account, id);
            next = provision.next();
        }
        return provision;
    }

    private Provision find(AccountId account, ProvisionId id) {
        books.transactions().requireNone();
        return books.transactions()
                .inTransaction(Scope.of(account), () -> books.provisions().find(account, id))
                .orElseThrow(() -> new IllegalStateException("account " + account + " has no provision " + id));
    }

    /** What his answer makes of the provision; empty if there is none, so that it may be done or not. */
    private Optional<UnaryOperator<Provision>> ask(Provision provision, ResourceOrder order) {
        try {
            if (provision.isCreating()) {
                return Optional.of(site.provider()
                        .create(order)
                        .fold(
                                created -> before -> before.created(created.reference()),
                                refused -> before -> before.refused(refused.reason())));
            }
            site.provider().delete(order);
            return Optional.of(Provision::deleted);
        } catch (UnavailableException noAnswer) {
            return Optional.empty();
        }
    }

    private void keep(Provision asked, UnaryOperator<Provision> answer) {
        try {
            change(asked, before -> follow(before, answer.apply(before)));
        } catch (NotTakenException notTaken) {
            change(asked, before -> update(answer.apply(before).ended(notTaken.reason())));
        }
    }

    /** Nothing happens if the provision is another by now. */
    private void change(Provision asked, UnaryOperator<Provision> change) {
        books.transactions().inTransaction(Scope.of(asked.account()), () -> {
            recipient.lock(asked);
            return books.provisions()
                    .lock(asked.account(), asked.id())
                    .filter(now -> now.revision() == asked.revision())
                    .map(change);
        });
    }

    private Provision follow(Provision before, Provision after) {
        if (after.isCreating() && after.isComplete()) {
            Provision ready = update(after.ready());
            recipient.ready(ready);
            return ready;
        }
        Provision kept = update(after);
        if (before.isCreating() && !kept.isCreating()) {
            recipient.refused(kept);
        }
        return kept;
    }

    private Provision update(Provision provision) {
        return books.provisions().update(provision, site.nextLook(0));
    }
}
