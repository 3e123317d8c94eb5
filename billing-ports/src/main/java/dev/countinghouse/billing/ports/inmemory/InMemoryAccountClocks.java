package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.AccountClocks;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

public final class InMemoryAccountClocks implements AccountClocks {

    private final InMemoryTransactions transactions;
    private final Map<AccountId, Instant> clocks = new HashMap<>();

    public InMemoryAccountClocks(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Map<AccountId, Instant> of(Collection<AccountId> accounts) {
        return transactions.step(() -> {
            Map<AccountId, Instant> found = new HashMap<>();
            for (AccountId account : accounts) {
                transactions.requireBound(account);
                Instant at = clocks.get(account);
                if (at != null) {
                    found.put(account, at);
                }
            }
            return found;
        });
    }

    @Override
    public void move(AccountId account, Instant to) {
        transactions.step(() -> {
            transactions.requireBound(account);
            Optional<Instant> before = Optional.ofNullable(clocks.get(account));
            clocks.merge(account, to, (standing, later) -> standing.isAfter(later) ? standing : later);
            transactions.onRollback(() ->
                    before.ifPresentOrElse(earlier -> clocks.put(account, earlier), () -> clocks.remove(account)));
            return true;
        });
    }

    /** Whether something of an account is due at an instant that its own clock has reached, or else the given one. */
    boolean isDue(AccountId account, Optional<Instant> due, Instant instant) {
        return due.filter(at -> !at.isAfter(clocks.getOrDefault(account, instant)))
                .isPresent();
    }
}
