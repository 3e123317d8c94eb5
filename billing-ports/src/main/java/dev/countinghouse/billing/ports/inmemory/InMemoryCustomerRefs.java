package dev.countinghouse.billing.ports.inmemory;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.ports.driven.CustomerRefs;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

public final class InMemoryCustomerRefs implements CustomerRefs {

    private final InMemoryTransactions transactions;
    private final Map<AccountId, CustomerRef> customers = new HashMap<>();
    private final Map<CustomerRef, AccountId> accounts = new HashMap<>();

    public InMemoryCustomerRefs(InMemoryTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean add(AccountId account, CustomerRef customer) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            if (customers.containsKey(account) || accounts.containsKey(customer)) {
                return false;
            }
            customers.put(account, customer);
            accounts.put(customer, account);
            transactions.onRollback(() -> {
                customers.remove(account);
                accounts.remove(customer);
            });
            return true;
        });
    }

    @Override
    public Optional<CustomerRef> of(AccountId account) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            return Optional.ofNullable(customers.get(account));
        });
    }

    @Override
    public boolean retire(AccountId account, CustomerRef customer) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            boolean isHis = customers.remove(account, customer);
            if (isHis) {
                transactions.onRollback(() -> customers.put(account, customer));
            }
            return isHis;
        });
    }

    @Override
    public int retired(AccountId account) {
        return transactions.step(() -> {
            transactions.requireBound(account);
            long all = accounts.values().stream().filter(account::equals).count();
            return Math.toIntExact(all) - (customers.containsKey(account) ? 1 : 0);
        });
    }

    @Override
    public Optional<AccountId> accountOf(CustomerRef customer) {
        return transactions.step(
                () -> Optional.ofNullable(accounts.get(customer)).filter(transactions::isBound));
    }
}
