package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provision.ResourceKey;
import dev.countinghouse.billing.domain.provision.ResourceKind;
import dev.countinghouse.billing.domain.provision.ResourceOrder;
import dev.countinghouse.billing.ports.driven.CreateOutcome;
import dev.countinghouse.billing.ports.driven.InfrastructureProvider;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.standin.StandInBook.Page;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stands in for a provider of infrastructure, over a book that may outlive it; several over one book are one provider. What
 * becomes of a call is up to the {@link ProviderBehaviour} of the account for the kind. What exists there can be listed, so
 * that it shows whether anything was left behind.
 */
public final class InfrastructureStandIn implements InfrastructureProvider {

    /** What exists is listed in the book as due since ever, what was deleted is not. */
    private static final Optional<Instant> EXISTS = Optional.of(Instant.EPOCH);

    private static final int ALL = Integer.MAX_VALUE;

    private final StandInBook book;

    public InfrastructureStandIn(StandInBook book) {
        this.book = book;
    }

    @Override
    public CreateOutcome create(ResourceOrder order) {
        ProviderBehaviour behaviour = behaviour(order.account(), order.kind());
        if (behaviour == ProviderBehaviour.DOWN
                || behaviour == ProviderBehaviour.TIMES_OUT_BEFORE_CREATING && isFirst("create", order.key())) {
            throw noAnswer(order);
        }
        Optional<Page> earlier = book.find(name(order.key()));
        if (earlier.isPresent()) {
            return answer(order, earlier.get());
        }
        if (behaviour == ProviderBehaviour.REFUSES) {
            return new CreateOutcome.Refused(
                    "the provider has no room for another " + order.kind().key());
        }
        StandInResource made = new StandInResource(order, order.kind().key() + "/" + order.key());
        if (!book.save(Page.first(name(order.key()), ResourceText.write(made), EXISTS))) {
            // somebody else has created or deleted it meanwhile
            return create(order);
        }
        if (behaviour == ProviderBehaviour.TIMES_OUT_AFTER_CREATING) {
            throw noAnswer(order);
        }
        return new CreateOutcome.Created(made.reference());
    }

    private static CreateOutcome answer(ResourceOrder order, Page page) {
        if (page.dueAt().isEmpty()) {
            return new CreateOutcome.Refused(order.key() + " was deleted");
        }
        StandInResource there = ResourceText.read(page.text());
        if (!there.order().equals(order)) {
            throw new IllegalArgumentException(
                    "resource key " + order.key() + " was used for " + there.order() + ", it cannot be for " + order);
        }
        return new CreateOutcome.Created(there.reference());
    }

    @Override
    public void delete(ResourceOrder order) {
        ProviderBehaviour behaviour = behaviour(order.account(), order.kind());
        boolean fails = behaviour == ProviderBehaviour.FAILS_TO_DELETE_TWICE;
        if (behaviour == ProviderBehaviour.DOWN || fails && isFirst("delete", order.key())) {
            throw noAnswer(order);
        }
        while (!isGone(order.key())) {
            // somebody has created it between our look and our writing
        }
        if (fails && isFirst("deleted", order.key())) {
            throw noAnswer(order);
        }
    }

    private boolean isGone(ResourceKey key) {
        Optional<Page> page = book.find(name(key));
        if (page.isEmpty()) {
            return book.save(Page.first(name(key), "{}", Optional.empty()));
        }
        return page.get().dueAt().isEmpty() || book.save(page.get().next("{}", Optional.empty()));
    }

    private boolean isFirst(String what, ResourceKey key) {
        return book.save(Page.first(what + "/" + key, "{}", Optional.empty()));
    }

    private static UnavailableException noAnswer(ResourceOrder order) {
        return new UnavailableException(
                "the provider did not answer about " + order.key(), new SocketTimeoutException("Read timed out"));
    }

    private static String name(ResourceKey key) {
        return "resource/" + key;
    }

    /** From now on it does this when an account wants a kind of resource created or deleted. */
    public void behave(AccountId account, ResourceKind kind, ProviderBehaviour behaviour) {
        String name = behaviourName(account, kind);
        String text = ResourceText.write(behaviour);
        Page page;
        do {
            page = book.find(name)
                    .map(before -> before.next(text, Optional.empty()))
                    .orElseGet(() -> Page.first(name, text, Optional.empty()));
        } while (!book.save(page));
    }

    private ProviderBehaviour behaviour(AccountId account, ResourceKind kind) {
        return book.find(behaviourName(account, kind))
                .map(page -> ResourceText.readBehaviour(page.text()))
                .orElse(ProviderBehaviour.WORKS);
    }

    private static String behaviourName(AccountId account, ResourceKind kind) {
        return "behaviour/" + kind.key() + "/" + account;
    }

    /** What exists of an account, by key. */
    public List<StandInResource> existing(AccountId account) {
        return book.due(Instant.EPOCH, ALL).stream()
                .map(page -> ResourceText.read(page.text()))
                .filter(resource -> resource.order().account().equals(account))
                .toList();
    }
}
