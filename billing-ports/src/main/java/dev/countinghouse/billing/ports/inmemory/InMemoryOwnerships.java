package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ownership.Ownership;
import dev.countinghouse.billing.domain.ownership.OwnershipId;
import dev.countinghouse.billing.ports.driven.Ownerships;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

public final class InMemoryOwnerships implements Ownerships {

    private static final Comparator<Ownership> LATEST_FIRST = Comparator.comparing(Ownership::boughtAt)
            .thenComparing(Ownership::id)
            .reversed();

    private final InMemoryTransactions transactions;
    private final Map<AccountId, TreeMap<OwnershipId, Ownership>> ownerships = new HashMap<>();

    public InMemoryOwnerships(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    private TreeMap<OwnershipId, Ownership> own(AccountId account) {
        transactions.requireBound(account);
        return ownerships.computeIfAbsent(account, any -> new TreeMap<>());
    }

    @Override
    public boolean add(Ownership ownership) {
        return transactions.step(() -> {
            TreeMap<OwnershipId, Ownership> own = own(ownership.account());
            boolean isNew = own.putIfAbsent(ownership.id(), ownership) == null;
            if (isNew) {
                transactions.onRollback(() -> own.remove(ownership.id()));
            }
            return isNew;
        });
    }

    @Override
    public Optional<Ownership> find(AccountId account, OwnershipId id) {
        return transactions.step(() -> Optional.ofNullable(own(account).get(id)));
    }

    @Override
    public List<Ownership> of(AccountId account, Optional<Ownership> before, int limit) {
        return transactions.step(() -> own(account).values().stream()
                .filter(each -> before.filter(last -> LATEST_FIRST.compare(each, last) <= 0)
                        .isEmpty())
                .sorted(LATEST_FIRST)
                .limit(limit)
                .toList());
    }
}
