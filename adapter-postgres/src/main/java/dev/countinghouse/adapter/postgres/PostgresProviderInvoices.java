package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.document.ProviderInvoiceDocument;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.ports.driven.ProviderInvoices;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A row per invoice, replaced as a whole. */
final class PostgresProviderInvoices implements ProviderInvoices {

    /** Each part is limited by itself, so that a page reads no more than that. */
    private static final String DUE =
            """
            select *
              from ((select account_id, since, look_at, failures
                       from provider_invoice_watch
                      where failures = 0 and look_at <= ?
                      order by look_at, account_id limit ?)
                    union all
                    (select account_id, since, look_at, failures
                       from provider_invoice_watch
                      where failures > 0 and look_at <= ?
                      order by look_at, account_id limit ?)) as due
             order by failures > 0, look_at, account_id limit ?
            """;

    private final PostgresTransactions transactions;

    PostgresProviderInvoices(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<Copy> find(AccountId account, InvoiceReference reference) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from provider_invoice where account_id = ? and reference = ?",
                        PostgresProviderInvoices::copy,
                        account.value(),
                        reference.value());
    }

    private static Copy copy(Row row) throws SQLException {
        ProviderInvoice invoice = ProviderInvoiceDocument.read(
                new AccountId(row.text("account_id")),
                new InvoiceReference(row.text("reference")),
                row.text("document"));
        return new Copy(invoice, row.instant("read_at"), row.whole("revision"));
    }

    @Override
    public Optional<AccountId> accountOf(InvoiceReference reference) {
        return transactions
                .current()
                .queryOne(
                        "select account_id from provider_invoice where reference = ? order by account_id limit 1",
                        row -> new AccountId(row.text("account_id")),
                        reference.value());
    }

    @Override
    public boolean put(ProviderInvoice invoice, Instant readAt, long seen) {
        return (seen == NONE ? insert(invoice, readAt) : update(invoice, readAt, seen)) == 1;
    }

    private int insert(ProviderInvoice invoice, Instant readAt) {
        return transactions
                .bound(invoice.account())
                .update(
                        """
                        insert into provider_invoice (
                            account_id, reference, status, created_at, read_at, revision, document)
                        values (?, ?, ?, ?, ?, 1, ?::json)
                        on conflict (account_id, reference) do nothing
                        """,
                        invoice.account().value(),
                        invoice.reference().value(),
                        invoice.status().key(),
                        invoice.dates().createdAt(),
                        readAt,
                        ProviderInvoiceDocument.write(invoice));
    }

    private int update(ProviderInvoice invoice, Instant readAt, long seen) {
        return transactions
                .bound(invoice.account())
                .update(
                        """
                        update provider_invoice
                           set status = ?, created_at = ?, read_at = ?, revision = revision + 1, document = ?::json
                         where account_id = ? and reference = ? and revision = ?
                        """,
                        invoice.status().key(),
                        invoice.dates().createdAt(),
                        readAt,
                        ProviderInvoiceDocument.write(invoice),
                        invoice.account().value(),
                        invoice.reference().value(),
                        seen);
    }

    @Override
    public boolean remove(AccountId account, InvoiceReference reference, long seen) {
        return transactions
                        .bound(account)
                        .update(
                                "delete from provider_invoice where account_id = ? and reference = ? and revision = ?",
                                account.value(),
                                reference.value(),
                                seen)
                == 1;
    }

    @Override
    public List<Copy> list(
            Optional<AccountId> account, Optional<ProviderInvoice.Status> status, Optional<Place> before, int limit) {
        StringBuilder sql = new StringBuilder("select * from provider_invoice where true");
        List<Object> values = new ArrayList<>();
        account.ifPresent(only -> {
            sql.append(" and account_id = ?");
            values.add(only.value());
        });
        status.ifPresent(only -> {
            sql.append(" and status = ?");
            values.add(only.key());
        });
        before.ifPresent(place -> {
            sql.append(" and (created_at, reference) < (?, ?)");
            values.add(place.createdAt());
            values.add(place.reference().value());
        });
        sql.append(" order by created_at desc, reference desc limit ?");
        values.add(limit);
        return account.map(transactions::bound)
                .orElseGet(transactions::current)
                .query(sql.toString(), PostgresProviderInvoices::copy, values.toArray());
    }

    @Override
    public void watch(AccountId account, Instant since, Instant lookAt) {
        transactions
                .bound(account)
                .update(
                        """
                        insert into provider_invoice_watch as kept (account_id, since, look_at)
                        values (?, ?, ?)
                        on conflict (account_id) do update
                           set look_at = least(kept.look_at, excluded.look_at)
                        """,
                        account.value(),
                        since,
                        lookAt);
    }

    @Override
    public List<Look> dueBy(Instant instant, int limit) {
        return transactions
                .current()
                .query(
                        DUE,
                        row -> new Look(
                                new AccountId(row.text("account_id")),
                                row.instant("since"),
                                row.instant("look_at"),
                                Math.toIntExact(row.whole("failures"))),
                        instant,
                        limit,
                        instant,
                        limit,
                        limit);
    }

    @Override
    public boolean looked(Look seen, Look next) {
        return transactions
                        .bound(seen.account())
                        .update(
                                """
                                update provider_invoice_watch
                                   set since = ?, look_at = ?, failures = ?
                                 where account_id = ? and since = ? and look_at = ? and failures = ?
                                """,
                                next.since(),
                                next.lookAt(),
                                next.failures(),
                                seen.account().value(),
                                seen.since(),
                                seen.lookAt(),
                                seen.failures())
                == 1;
    }
}
