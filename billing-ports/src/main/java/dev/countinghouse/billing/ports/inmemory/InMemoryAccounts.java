package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Accounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class InMemoryAccounts implements Accounts {

    private final InMemoryTransactions transactions;
    private final Map<AccountId, Account> accounts = new HashMap<>();
    private final Map<String, AccountId> owners = new HashMap<>();

    public InMemoryAccounts(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean add(Account account) {
        return transactions.step(() -> {
            transactions.requireBound(account.id());
            return !accounts.containsKey(account.id()) && put(account);
        });
    }

    @Override
    public boolean update(Account account) {
        return transactions.step(() -> {
            transactions.requireBound(account.id());
            return accounts.containsKey(account.id()) && put(account);
        });
    }

    private boolean put(Account account) {
        List<String> subjects = subjectsOf(account);
        for (String subject : subjects) {
            AccountId owner = owners.get(subject);
            if (owner != null && !owner.equals(account.id())) {
                return false;
            }
        }
        Account before = accounts.put(account.id(), account);
        Map<String, AccountId> ownersBefore = new HashMap<>(owners);
        owners.values().removeIf(account.id()::equals);
        subjects.forEach(subject -> owners.put(subject, account.id()));
        transactions.onRollback(() -> {
            accounts.remove(account.id());
            if (before != null) {
                accounts.put(account.id(), before);
            }
            owners.clear();
            owners.putAll(ownersBefore);
        });
        return true;
    }

    private static List<String> subjectsOf(Account account) {
        List<String> subjects = new ArrayList<>(account.subjects());
        subjects.add(account.id().value());
        return subjects;
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return transactions.step(() -> {
            transactions.requireBound(id);
            return Optional.ofNullable(accounts.get(id));
        });
    }

    @Override
    public List<Account> list(Optional<AccountId> after, int limit) {
        return transactions.step(() -> accounts.values().stream()
                .filter(account -> after.isEmpty() || AccountId.BY_CODE_POINTS.compare(account.id(), after.get()) > 0)
                .sorted(Comparator.comparing(Account::id, AccountId.BY_CODE_POINTS))
                .limit(limit)
                .toList());
    }

    @Override
    public Map<String, AccountId> ownersOf(Collection<String> subjects) {
        return transactions.step(() -> {
            Map<String, AccountId> found = new HashMap<>();
            for (String subject : subjects) {
                AccountId owner = owners.get(subject);
                if (owner != null) {
                    found.put(subject, owner);
                }
            }
            return found;
        });
    }
}
