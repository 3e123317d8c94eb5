package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ownership.Ownership;
import dev.countinghouse.billing.domain.ownership.OwnershipId;
import dev.countinghouse.billing.domain.plan.ProductKey;
import dev.countinghouse.billing.ports.driven.Ownerships;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

final class PostgresOwnerships implements Ownerships {

    private final PostgresTransactions transactions;

    PostgresOwnerships(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean add(Ownership ownership) {
        return transactions
                        .bound(ownership.account())
                        .update(
                                """
                                insert into ownership (
                                    account_id, ownership_id, product, name, owner, price, price_unit, bought_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?)
                                on conflict (account_id, ownership_id) do nothing
                                """,
                                ownership.account().value(),
                                ownership.id().value(),
                                ownership.product().value(),
                                ownership.name(),
                                ownership.owner(),
                                ownership.price().value(),
                                ownership.price().unit().code(),
                                ownership.boughtAt())
                == 1;
    }

    @Override
    public Optional<Ownership> find(AccountId account, OwnershipId id) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from ownership where account_id = ? and ownership_id = ?",
                        PostgresOwnerships::ownership,
                        account.value(),
                        id.value());
    }

    @Override
    public List<Ownership> of(AccountId account, Optional<Ownership> before, int limit) {
        return transactions
                .bound(account)
                .query(
                        """
                        select *
                          from ownership
                         where account_id = ?
                           and (bought_at, ownership_id) < (coalesce(?::timestamptz, 'infinity'), ?)
                         order by bought_at desc, ownership_id desc
                         limit ?
                        """,
                        PostgresOwnerships::ownership,
                        account.value(),
                        before.map(Ownership::boughtAt),
                        before.map(last -> last.id().value()).orElse(""),
                        limit);
    }

    private static Ownership ownership(Row row) throws SQLException {
        return new Ownership(
                new OwnershipId(row.text("ownership_id")),
                new AccountId(row.text("account_id")),
                new ProductKey(row.text("product")),
                row.text("name"),
                row.text("owner"),
                new Credits(row.decimal("price"), new CreditUnit(row.text("price_unit"))),
                row.instant("bought_at"));
    }
}
