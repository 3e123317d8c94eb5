package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.ports.driven.Endpoints;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

public final class InMemoryEndpoints implements Endpoints {

    private final InMemoryTransactions transactions;
    private final TreeMap<EndpointId, Endpoint> endpoints = new TreeMap<>();

    public InMemoryEndpoints(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void add(Endpoint endpoint) {
        transactions.step(() -> {
            requireOwn(endpoint.account());
            if (endpoints.putIfAbsent(endpoint.id(), endpoint) != null) {
                throw new IllegalStateException("endpoint " + endpoint.id() + " is there already");
            }
            transactions.onRollback(() -> endpoints.remove(endpoint.id()));
            return true;
        });
    }

    @Override
    public Optional<Endpoint> find(EndpointId id) {
        return transactions.step(() -> Optional.ofNullable(endpoints.get(id)).filter(this::isInScope));
    }

    private boolean isInScope(Endpoint endpoint) {
        return endpoint.account().map(transactions::isBound).orElseGet(transactions::isBoundToSystem);
    }

    /** Transactions run one at a time here: there is nobody to keep out. */
    @Override
    public Optional<Endpoint> lock(EndpointId id) {
        return find(id);
    }

    @Override
    public void save(Endpoint endpoint) {
        transactions.step(() -> {
            requireOwn(endpoint.account());
            Endpoint before = endpoints.replace(endpoint.id(), endpoint);
            if (before == null) {
                throw new IllegalStateException("there is no endpoint " + endpoint.id() + " to save");
            }
            transactions.onRollback(() -> endpoints.put(endpoint.id(), before));
            return true;
        });
    }

    @Override
    public void remove(Endpoint endpoint) {
        transactions.step(() -> {
            requireOwn(endpoint.account());
            Endpoint before = endpoints.remove(endpoint.id());
            if (before != null) {
                transactions.onRollback(() -> endpoints.put(endpoint.id(), before));
            }
            return true;
        });
    }

    @Override
    public List<Endpoint> list(Optional<AccountId> account, Optional<EndpointId> after, int limit) {
        return transactions.step(() -> {
            requireOwn(account);
            return endpoints.values().stream()
                    .filter(endpoint -> endpoint.account().equals(account))
                    .filter(endpoint -> after.isEmpty() || endpoint.id().compareTo(after.get()) > 0)
                    .limit(limit)
                    .toList();
        });
    }

    private void requireOwn(Optional<AccountId> account) {
        if (account.isPresent()) {
            transactions.requireBound(account.get());
        } else if (!transactions.isBoundToSystem()) {
            throw new IllegalStateException("endpoints for all accounts are touched outside of the system's scope");
        }
    }
}
