package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.document.SealedSecretsDocument;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notification.Channel;
import dev.countinghouse.billing.domain.notification.Endpoint;
import dev.countinghouse.billing.domain.notification.EndpointId;
import dev.countinghouse.billing.domain.notification.EventFilter;
import dev.countinghouse.billing.ports.driven.Endpoints;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A row per endpoint. One for all accounts has no account, {@code ''}, and only the system's policies let it through. */
final class PostgresEndpoints implements Endpoints {

    private static final String NO_ACCOUNT = "";

    private final PostgresTransactions transactions;

    PostgresEndpoints(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void add(Endpoint endpoint) {
        int added = writing(endpoint.account())
                .update(
                        """
                        insert into endpoint (
                            account_id, endpoint_id, channel, target, types, description, created_at,
                            disabled_at, disabled_reason, secrets)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json)
                        on conflict do nothing
                        """,
                        column(endpoint.account()),
                        endpoint.id().value(),
                        endpoint.channel().name().toLowerCase(Locale.ROOT),
                        endpoint.target(),
                        endpoint.filter().types(),
                        endpoint.description(),
                        endpoint.createdAt(),
                        endpoint.disabled().map(Endpoint.Disabled::at),
                        endpoint.disabled().map(Endpoint.Disabled::reason),
                        SealedSecretsDocument.write(endpoint.secrets()));
        if (added == 0) {
            throw new IllegalStateException("endpoint " + endpoint.id() + " is there already");
        }
    }

    @Override
    public Optional<Endpoint> find(EndpointId id) {
        return transactions
                .current()
                .queryOne("select * from endpoint where endpoint_id = ?", PostgresEndpoints::endpoint, id.value());
    }

    @Override
    public Optional<Endpoint> lock(EndpointId id) {
        return transactions
                .current()
                .queryOne(
                        "select * from endpoint where endpoint_id = ? for update",
                        PostgresEndpoints::endpoint,
                        id.value());
    }

    @Override
    public void save(Endpoint endpoint) {
        int saved = writing(endpoint.account())
                .update(
                        """
                        update endpoint
                           set target = ?, types = ?, description = ?,
                               disabled_at = ?, disabled_reason = ?, secrets = ?::json
                         where account_id = ? and endpoint_id = ?
                        """,
                        endpoint.target(),
                        endpoint.filter().types(),
                        endpoint.description(),
                        endpoint.disabled().map(Endpoint.Disabled::at),
                        endpoint.disabled().map(Endpoint.Disabled::reason),
                        SealedSecretsDocument.write(endpoint.secrets()),
                        column(endpoint.account()),
                        endpoint.id().value());
        if (saved == 0) {
            throw new IllegalStateException("there is no endpoint " + endpoint.id() + " to save");
        }
    }

    @Override
    public void remove(Endpoint endpoint) {
        writing(endpoint.account())
                .update(
                        "delete from endpoint where account_id = ? and endpoint_id = ?",
                        column(endpoint.account()),
                        endpoint.id().value());
    }

    @Override
    public List<Endpoint> list(Optional<AccountId> account, Optional<EndpointId> after, int limit) {
        return writing(account)
                .query(
                        """
                        select *
                          from endpoint
                         where account_id = ? and endpoint_id > ?
                         order by endpoint_id
                         limit ?
                        """,
                        PostgresEndpoints::endpoint,
                        column(account),
                        after.map(EndpointId::value).orElse(""),
                        limit);
    }

    private Session writing(Optional<AccountId> account) {
        Session session = transactions.current();
        if (account.isPresent()) {
            session.requireBound(account.get());
        } else {
            session.requireSystem();
        }
        return session;
    }

    private static String column(Optional<AccountId> account) {
        return account.map(AccountId::value).orElse(NO_ACCOUNT);
    }

    private static Endpoint endpoint(Row row) throws SQLException {
        Optional<String> reason = row.optionalText("disabled_reason");
        return new Endpoint(
                new EndpointId(row.text("endpoint_id")),
                Optional.of(row.text("account_id"))
                        .filter(account -> !account.equals(NO_ACCOUNT))
                        .map(AccountId::new),
                Channel.valueOf(row.text("channel").toUpperCase(Locale.ROOT)),
                row.text("target"),
                EventFilter.of(row.texts("types")),
                row.text("description"),
                row.instant("created_at"),
                row.optionalInstant("disabled_at").map(at -> new Endpoint.Disabled(at, reason.orElse(""))),
                SealedSecretsDocument.read(row.text("secrets")));
    }
}
