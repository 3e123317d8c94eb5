package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.document.ProvisionDocument;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provision.Provision;
import dev.countinghouse.billing.domain.provision.ProvisionId;
import dev.countinghouse.billing.ports.driven.Provisions;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A row per provision; one about which the provider has nothing to do any more is not looked at. */
final class PostgresProvisions implements Provisions {

    private final PostgresTransactions transactions;

    PostgresProvisions(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean add(Provision provision, Instant lookAt) {
        return transactions
                        .bound(provision.account())
                        .update(
                                """
                                insert into provision (
                                    account_id, provision_id, purpose, phase, started_at, look_at, looks, revision,
                                    document)
                                values (?, ?, ?, ?, ?, ?, 0, ?, ?::json)
                                on conflict (account_id, provision_id) do nothing
                                """,
                                provision.account().value(),
                                provision.id().value(),
                                provision.purpose().fold(ofAccount -> "account", ofSession -> "session"),
                                provision.phase().key(),
                                provision.startedAt(),
                                lookAt(provision, lookAt),
                                provision.revision(),
                                ProvisionDocument.write(provision))
                == 1;
    }

    private static Optional<Instant> lookAt(Provision provision, Instant lookAt) {
        return provision.isOpen() ? Optional.of(lookAt) : Optional.empty();
    }

    @Override
    public Optional<Provision> find(AccountId account, ProvisionId id) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from provision where account_id = ? and provision_id = ?",
                        PostgresProvisions::provision,
                        account.value(),
                        id.value());
    }

    @Override
    public Optional<Provision> lock(AccountId account, ProvisionId id) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from provision where account_id = ? and provision_id = ? for update",
                        PostgresProvisions::provision,
                        account.value(),
                        id.value());
    }

    @Override
    public Optional<Provision> last(AccountId account) {
        return transactions
                .bound(account)
                .queryOne(
                        """
                        select *
                          from provision
                         where account_id = ? and purpose = 'account'
                         order by ordinal desc
                         limit 1
                        """,
                        PostgresProvisions::provision,
                        account.value());
    }

    private static Provision provision(Row row) throws SQLException {
        return ProvisionDocument.read(
                new AccountId(row.text("account_id")),
                new ProvisionId(row.text("provision_id")),
                row.instant("started_at"),
                row.whole("revision"),
                row.text("document"));
    }

    @Override
    public Provision update(Provision provision, Instant lookAt) {
        Provision revised = provision.revised();
        int updated = transactions
                .bound(provision.account())
                .update(
                        """
                        update provision
                           set phase = ?, look_at = ?, looks = 0, revision = ?, document = ?::json
                         where account_id = ? and provision_id = ? and revision = ?
                        """,
                        revised.phase().key(),
                        lookAt(revised, lookAt),
                        revised.revision(),
                        ProvisionDocument.write(revised),
                        provision.account().value(),
                        provision.id().value(),
                        provision.revision());
        if (updated == 0) {
            throw new StaleVersionException("provision " + provision.id() + " of " + provision.account()
                    + " is not of revision " + provision.revision() + " any more");
        }
        return revised;
    }

    @Override
    public List<Open> openBy(Instant instant, int limit) {
        return transactions
                .current()
                .query(
                        """
                        select account_id, provision_id, looks
                          from provision
                         where look_at <= ?
                         order by look_at, account_id, provision_id
                         limit ?
                        """,
                        row -> new Open(
                                new AccountId(row.text("account_id")),
                                new ProvisionId(row.text("provision_id")),
                                Math.toIntExact(row.whole("looks"))),
                        instant,
                        limit);
    }

    @Override
    public void postpone(AccountId account, ProvisionId id, Instant lookAt) {
        transactions
                .bound(account)
                .update(
                        """
                        update provision
                           set look_at = ?, looks = looks + 1
                         where account_id = ? and provision_id = ? and look_at is not null
                        """,
                        lookAt,
                        account.value(),
                        id.value());
    }
}
