package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.payment.CustomerRef;
import dev.countinghouse.billing.ports.driven.CustomerRefs;
import java.util.Optional;

final class PostgresCustomerRefs implements CustomerRefs {

    private final PostgresTransactions transactions;

    PostgresCustomerRefs(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean add(AccountId account, CustomerRef customer) {
        return transactions
                        .bound(account)
                        .update(
                                """
                                insert into provider_customer (account_id, customer) values (?, ?)
                                on conflict do nothing
                                """,
                                account.value(),
                                customer.value())
                == 1;
    }

    @Override
    public Optional<CustomerRef> of(AccountId account) {
        return transactions
                .bound(account)
                .queryOne(
                        "select customer from provider_customer where account_id = ? and not retired",
                        row -> new CustomerRef(row.text("customer")),
                        account.value());
    }

    @Override
    public boolean retire(AccountId account, CustomerRef customer) {
        return transactions
                        .bound(account)
                        .update(
                                """
                                update provider_customer set retired = true
                                 where account_id = ? and customer = ? and not retired
                                """,
                                account.value(),
                                customer.value())
                == 1;
    }

    @Override
    public int retired(AccountId account) {
        return transactions
                .bound(account)
                .queryOne(
                        "select count(*) as customers from provider_customer where account_id = ? and retired",
                        row -> Math.toIntExact(row.whole("customers")),
                        account.value())
                .orElseThrow();
    }

    @Override
    public Optional<AccountId> accountOf(CustomerRef customer) {
        return transactions
                .current()
                .queryOne(
                        "select account_id from provider_customer where customer = ?",
                        row -> new AccountId(row.text("account_id")),
                        customer.value());
    }
}
