package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.limit.LimitId;
import dev.countinghouse.billing.domain.limit.UsageLimit;
import dev.countinghouse.billing.ports.driven.UsageLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

public final class InMemoryUsageLimits implements UsageLimits {

    private final InMemoryTransactions transactions;
    private final Map<AccountId, TreeMap<LimitId, UsageLimit>> limits = new HashMap<>();

    public InMemoryUsageLimits(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    private TreeMap<LimitId, UsageLimit> own(AccountId account) {
        transactions.requireBound(account);
        return limits.computeIfAbsent(account, any -> new TreeMap<>());
    }

    @Override
    public boolean save(AccountId account, UsageLimit limit) {
        return transactions.step(() -> {
            TreeMap<LimitId, UsageLimit> own = own(account);
            Optional<UsageLimit> before = Optional.ofNullable(own.put(limit.id(), limit));
            transactions.onRollback(() ->
                    before.ifPresentOrElse(earlier -> own.put(limit.id(), earlier), () -> own.remove(limit.id())));
            return before.isEmpty();
        });
    }

    @Override
    public boolean remove(AccountId account, LimitId id) {
        return transactions.step(() -> {
            TreeMap<LimitId, UsageLimit> own = own(account);
            Optional<UsageLimit> before = Optional.ofNullable(own.remove(id));
            before.ifPresent(limit -> transactions.onRollback(() -> own.put(id, limit)));
            return before.isPresent();
        });
    }

    @Override
    public List<UsageLimit> of(AccountId account) {
        return transactions.step(() -> List.copyOf(own(account).values()));
    }
}
