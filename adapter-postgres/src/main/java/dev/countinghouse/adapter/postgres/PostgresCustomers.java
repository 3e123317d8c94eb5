package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.document.CustomerDocument;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.customer.Customer;
import dev.countinghouse.billing.domain.customer.CustomerReference;
import dev.countinghouse.billing.ports.driven.Customers;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A row per account whose customer something is known of, or is to be. */
final class PostgresCustomers implements Customers {

    private final PostgresTransactions transactions;

    PostgresCustomers(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<Customer> find(AccountId account) {
        return transactions
                .bound(account)
                .queryOne("select * from customer where account_id = ?", PostgresCustomers::customer, account.value());
    }

    private static Customer customer(Row row) throws SQLException {
        return CustomerDocument.read(
                new AccountId(row.text("account_id")),
                row.optionalText("reference"),
                row.whole("revision"),
                row.text("document"));
    }

    @Override
    public Customer update(Customer customer) {
        Customer revised = customer.revised();
        int updated = transactions
                .bound(customer.account())
                .update(
                        """
                        insert into customer as known (account_id, reference, document, revision, looks, turn)
                        select ?, ?::text, ?::json, ?::bigint, 0, 0
                         where ?::bigint = 1 or exists (select from customer where account_id = ?)
                        on conflict (account_id) do update
                           set reference = excluded.reference, document = excluded.document, revision = excluded.revision
                         where known.revision = ?
                        """,
                        customer.account().value(),
                        revised.reference().map(CustomerReference::value),
                        CustomerDocument.write(revised),
                        revised.revision(),
                        customer.revision(),
                        customer.account().value(),
                        customer.revision());
        if (updated == 0) {
            throw new StaleVersionException(
                    "customer of " + customer.account() + " is not of revision " + customer.revision() + " any more");
        }
        return revised;
    }

    @Override
    public void changed(AccountId account, Instant now) {
        transactions
                .bound(account)
                .update(
                        """
                        insert into customer as known (account_id, document, revision, look_at, looks, turn)
                        values (?, ?::json, 1, ?, 0, 1)
                        on conflict (account_id) do update
                           set look_at = case when known.claimed_until > excluded.look_at then known.claimed_until
                                              else excluded.look_at end,
                               claimed_until = case when known.claimed_until > excluded.look_at
                                                    then known.claimed_until end,
                               looks = 0,
                               turn = known.turn + 1
                        """,
                        account.value(),
                        CustomerDocument.write(Customer.unknown(account)),
                        now);
    }

    @Override
    public List<Due> dueBy(Instant instant, int limit) {
        return transactions
                .current()
                .query(
                        """
                        select account_id, looks, turn
                          from customer
                         where look_at <= ?
                         order by look_at, account_id
                         limit ?
                        """,
                        PostgresCustomers::due,
                        instant,
                        limit);
    }

    @Override
    public Optional<Due> dueBy(AccountId account, Instant instant) {
        return transactions
                .bound(account)
                .queryOne(
                        "select account_id, looks, turn from customer where account_id = ? and look_at <= ?",
                        PostgresCustomers::due,
                        account.value(),
                        instant);
    }

    private static Due due(Row row) throws SQLException {
        return new Due(new AccountId(row.text("account_id")), Math.toIntExact(row.whole("looks")), row.whole("turn"));
    }

    @Override
    public Optional<Due> claim(Due seen, Instant until) {
        int claimed = transactions
                .bound(seen.account())
                .update(
                        """
                        update customer
                           set look_at = ?, claimed_until = ?, looks = looks + 1, turn = turn + 1
                         where account_id = ? and turn = ? and look_at is not null
                        """,
                        until,
                        until,
                        seen.account().value(),
                        seen.turn());
        return claimed == 1
                ? Optional.of(new Due(seen.account(), seen.looks() + 1, seen.turn() + 1))
                : Optional.empty();
    }

    @Override
    public boolean done(Due claimed) {
        return transactions
                        .bound(claimed.account())
                        .update(
                                """
                                update customer
                                   set look_at = null, claimed_until = null, looks = 0, turn = turn + 1
                                 where account_id = ? and turn = ? and look_at is not null
                                """,
                                claimed.account().value(),
                                claimed.turn())
                == 1;
    }
}
