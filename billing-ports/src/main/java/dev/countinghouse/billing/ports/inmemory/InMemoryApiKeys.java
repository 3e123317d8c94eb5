package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.KeyId;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.ApiKeys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

public final class InMemoryApiKeys implements ApiKeys {

    private final InMemoryTransactions transactions;
    private final TreeMap<KeyId, ApiKey> keys = new TreeMap<>();

    public InMemoryApiKeys(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void add(ApiKey key) {
        transactions.step(() -> {
            requireOwn(key.account());
            if (keys.putIfAbsent(key.id(), key) != null) {
                throw new IllegalStateException("key " + key.id() + " is there already");
            }
            transactions.onRollback(() -> keys.remove(key.id()));
            return true;
        });
    }

    @Override
    public Optional<ApiKey> find(KeyId id) {
        return transactions.step(() -> Optional.ofNullable(keys.get(id)).filter(this::isInScope));
    }

    private boolean isInScope(ApiKey key) {
        return key.account().map(transactions::isBound).orElseGet(transactions::isBoundToSystem);
    }

    /** Transactions run one at a time here: there is nobody to keep out. */
    @Override
    public Optional<ApiKey> lock(KeyId id) {
        return find(id);
    }

    @Override
    public void save(ApiKey key) {
        transactions.step(() -> {
            requireOwn(key.account());
            return replace(key);
        });
    }

    private boolean replace(ApiKey key) {
        ApiKey before = keys.replace(key.id(), key);
        if (before == null) {
            throw new IllegalStateException("there is no key " + key.id() + " to save");
        }
        transactions.onRollback(() -> keys.put(key.id(), before));
        return true;
    }

    @Override
    public List<ApiKey> list(Optional<AccountId> account, Optional<KeyId> after, int limit) {
        return transactions.step(() -> {
            requireOwn(account);
            return keys.values().stream()
                    .filter(key -> key.account().equals(account))
                    .filter(key -> after.isEmpty() || key.id().compareTo(after.get()) > 0)
                    .limit(limit)
                    .toList();
        });
    }

    @Override
    public void used(ApiKey key, Instant at) {
        transactions.step(() -> {
            requireOwn(key.account());
            ApiKey stored = keys.get(key.id());
            if (stored != null
                    && stored.lastUsedAt()
                            .filter(last -> at.isBefore(last.plus(USE_NOTED_EVERY)))
                            .isEmpty()) {
                replace(usedAt(stored, at));
            }
            return true;
        });
    }

    private static ApiKey usedAt(ApiKey key, Instant at) {
        return new ApiKey(
                key.id(),
                key.name(),
                key.scopes(),
                key.account(),
                key.project(),
                key.createdAt(),
                key.expiresAt(),
                key.revokedAt(),
                Optional.of(at),
                key.secrets());
    }

    private void requireOwn(Optional<AccountId> account) {
        if (account.isPresent()) {
            transactions.requireBound(account.get());
        } else if (!transactions.isBoundToSystem()) {
            throw new IllegalStateException("keys for all accounts are touched outside of the system's scope");
        }
    }
}
