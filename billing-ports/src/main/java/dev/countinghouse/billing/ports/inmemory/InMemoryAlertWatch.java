package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.AlertWatch;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

public final class InMemoryAlertWatch implements AlertWatch {

    private record Look(Instant at, Optional<Instant> again) {}

    private final InMemoryTransactions transactions;
    private final InMemoryAccountClocks clocks;
    private final TreeSet<AccountId> noted = new TreeSet<>();
    private final Map<AccountId, Look> looks = new HashMap<>();

    public InMemoryAlertWatch(InMemoryTransactions transactions, InMemoryAccountClocks clocks) {
        this.transactions = transactions;
        this.clocks = clocks;
    }

    @Override
    public void changed(Collection<AccountId> accounts) {
        transactions.step(() -> {
            accounts.forEach(transactions::requireBound);
            accounts.stream()
                    .filter(noted::add)
                    .forEach(account -> transactions.onRollback(() -> noted.remove(account)));
            return true;
        });
    }

    @Override
    public List<AccountId> dueBy(Instant instant, Optional<AccountId> after, int limit) {
        return transactions.step(() -> {
            TreeSet<AccountId> due = new TreeSet<>(noted);
            looks.forEach((account, look) -> {
                if (clocks.isDue(account, look.again(), instant)) {
                    due.add(account);
                }
            });
            return due.stream()
                    .filter(transactions::isBound)
                    .filter(account -> after.isEmpty() || account.compareTo(after.get()) > 0)
                    .limit(limit)
                    .toList();
        });
    }

    @Override
    public Optional<Instant> take(AccountId account) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            if (noted.remove(account)) {
                transactions.onRollback(() -> noted.add(account));
            }
            return Optional.ofNullable(looks.get(account)).map(Look::at);
        });
    }

    @Override
    public Optional<Instant> againAt(AccountId account) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return Optional.ofNullable(looks.get(account)).flatMap(Look::again);
        });
    }

    @Override
    public Optional<AccountId> firstAgainBy(Instant instant) {
        return transactions.step(() -> looks.entrySet().stream()
                .filter(entry -> !clocks.has(entry.getKey()))
                .filter(entry -> clocks.isDue(entry.getKey(), entry.getValue().again(), instant))
                .min(Comparator.comparing((Map.Entry<AccountId, Look> entry) ->
                                entry.getValue().again().orElseThrow())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey));
    }

    @Override
    public void looked(AccountId account, Instant at, Optional<Instant> again) {
        transactions.step(() -> {
            transactions.requireBound(account);
            Optional<Look> before = Optional.ofNullable(looks.put(account, new Look(at, again)));
            transactions.onRollback(
                    () -> before.ifPresentOrElse(earlier -> looks.put(account, earlier), () -> looks.remove(account)));
            return true;
        });
    }
}
