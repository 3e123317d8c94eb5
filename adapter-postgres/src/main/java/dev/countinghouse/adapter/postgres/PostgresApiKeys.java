package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.document.KeyDocument;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.KeyId;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.access.ProjectId;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.ApiKeys;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A row per key. One for all accounts has no account, {@code ''}, and only the system's policies let it through. */
final class PostgresApiKeys implements ApiKeys {

    private static final String NO_ACCOUNT = "";

    private final PostgresTransactions transactions;

    PostgresApiKeys(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void add(ApiKey key) {
        int added = writing(key.account())
                .update(
                        """
                        insert into api_key (
                            account_id, key_id, name, scopes, project, created_at, expires_at, revoked_at,
                            last_used_at, secrets)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json)
                        on conflict do nothing
                        """,
                        column(key.account()),
                        key.id().value(),
                        key.name(),
                        key.scopes().stream().map(PostgresApiKeys::word).toList(),
                        key.project().map(ProjectId::value),
                        key.createdAt(),
                        key.expiresAt(),
                        key.revokedAt(),
                        key.lastUsedAt(),
                        KeyDocument.writeSecrets(key.secrets()));
        if (added == 0) {
            throw new IllegalStateException("key " + key.id() + " is there already");
        }
    }

    @Override
    public Optional<ApiKey> find(KeyId id) {
        return transactions
                .current()
                .queryOne("select * from api_key where key_id = ?", PostgresApiKeys::key, id.value());
    }

    @Override
    public Optional<ApiKey> lock(KeyId id) {
        return transactions
                .current()
                .queryOne("select * from api_key where key_id = ? for update", PostgresApiKeys::key, id.value());
    }

    @Override
    public void save(ApiKey key) {
        int saved = writing(key.account())
                .update(
                        """
                        update api_key
                           set secrets = ?::json, revoked_at = ?
                         where account_id = ? and key_id = ?
                        """,
                        KeyDocument.writeSecrets(key.secrets()),
                        key.revokedAt(),
                        column(key.account()),
                        key.id().value());
        if (saved == 0) {
            throw new IllegalStateException("there is no key " + key.id() + " to save");
        }
    }

    @Override
    public List<ApiKey> list(Optional<AccountId> account, Optional<KeyId> after, int limit) {
        return writing(account)
                .query(
                        """
                        select *
                          from api_key
                         where account_id = ? and key_id > ?
                         order by key_id
                         limit ?
                        """,
                        PostgresApiKeys::key,
                        column(account),
                        after.map(KeyId::value).orElse(""),
                        limit);
    }

    /** The condition is checked again behind the lock of the row, so that of many calls at once one writes. */
    @Override
    public void used(ApiKey key, Instant at) {
        writing(key.account())
                .update(
                        """
                        update api_key
                           set last_used_at = ?
                         where account_id = ? and key_id = ? and (last_used_at is null or last_used_at <= ?)
                        """,
                        at,
                        column(key.account()),
                        key.id().value(),
                        at.minus(USE_NOTED_EVERY));
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

    private static String word(KeyScope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    private static ApiKey key(Row row) throws SQLException {
        SortedSet<KeyScope> scopes = new TreeSet<>();
        row.texts("scopes").forEach(scope -> scopes.add(KeyScope.valueOf(scope.toUpperCase(Locale.ROOT))));
        return new ApiKey(
                new KeyId(row.text("key_id")),
                row.text("name"),
                scopes,
                Optional.of(row.text("account_id"))
                        .filter(account -> !account.equals(NO_ACCOUNT))
                        .map(AccountId::new),
                row.optionalText("project").map(ProjectId::new),
                row.instant("created_at"),
                row.optionalInstant("expires_at"),
                row.optionalInstant("revoked_at"),
                row.optionalInstant("last_used_at"),
                KeyDocument.readSecrets(row.text("secrets")));
    }
}
