package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.document.ReceivableDocument;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.ports.driven.Receivables;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A row per invoice that asks for money. */
final class PostgresReceivables implements Receivables {

    private final PostgresTransactions transactions;

    PostgresReceivables(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void add(Receivable receivable, Next next) {
        int added = transactions
                .bound(receivable.account())
                .update(
                        """
                        insert into receivable (
                            account_id, series, sequence, status, payment_keys, due_at, ask_at, looks, revision, document)
                        values (?, ?, ?, ?, ?, ?, ?, 0, ?, ?::json)
                        on conflict do nothing
                        """,
                        receivable.account().value(),
                        receivable.invoice().series(),
                        receivable.invoice().sequence(),
                        receivable.status().key(),
                        keys(receivable),
                        next.dueAt(),
                        next.askAt(),
                        receivable.revision(),
                        ReceivableDocument.write(receivable));
        if (added == 0) {
            throw new IllegalStateException("what invoice " + receivable.invoice() + " asks for is kept already");
        }
    }

    private static List<String> keys(Receivable receivable) {
        return receivable.receipts().tries().stream()
                .map(each -> each.key().value())
                .toList();
    }

    @Override
    public Optional<Receivable> find(AccountId account, InvoiceNumber invoice) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from receivable where account_id = ? and series = ? and sequence = ?",
                        PostgresReceivables::receivable,
                        account.value(),
                        invoice.series(),
                        invoice.sequence());
    }

    @Override
    public Optional<Receivable> find(AccountId account, PaymentKey payment) {
        return transactions
                .bound(account)
                .queryOne(
                        "select * from receivable where account_id = ? and ? = any(payment_keys)",
                        PostgresReceivables::receivable,
                        account.value(),
                        payment.value());
    }

    private static Receivable receivable(Row row) throws SQLException {
        return ReceivableDocument.read(
                new AccountId(row.text("account_id")), invoice(row), row.text("document"), row.whole("revision"));
    }

    private static InvoiceNumber invoice(Row row) throws SQLException {
        return new InvoiceNumber(row.text("series"), row.whole("sequence"));
    }

    @Override
    public Receivable update(Receivable receivable, Next next) {
        Receivable revised = receivable.revised();
        int updated = transactions
                .bound(receivable.account())
                .update(
                        """
                        update receivable
                           set status = ?, payment_keys = ?, due_at = ?, ask_at = ?, looks = 0, revision = ?,
                               document = ?::json
                         where account_id = ? and series = ? and sequence = ? and revision = ?
                        """,
                        revised.status().key(),
                        keys(revised),
                        next.dueAt(),
                        next.askAt(),
                        revised.revision(),
                        ReceivableDocument.write(revised),
                        receivable.account().value(),
                        receivable.invoice().series(),
                        receivable.invoice().sequence(),
                        receivable.revision());
        if (updated == 0) {
            throw new StaleVersionException("what invoice " + receivable.invoice() + " asks for is not of revision "
                    + receivable.revision() + " any more");
        }
        return revised;
    }

    @Override
    public List<Receivable> of(AccountId account) {
        return transactions
                .bound(account)
                .query(
                        "select * from receivable where account_id = ? order by ordinal",
                        PostgresReceivables::receivable,
                        account.value());
    }

    @Override
    public List<Receivable> openOf(AccountId account) {
        return transactions
                .bound(account)
                .query(
                        "select * from receivable where account_id = ? and status = 'open' order by ordinal",
                        PostgresReceivables::receivable,
                        account.value());
    }

    @Override
    public List<AccountId> dueBy(Instant instant, int limit) {
        return transactions
                .current()
                .query(
                        """
                        select account_id
                          from (select account_id, due_at
                                  from receivable
                                 where due_at <= ?
                                   and not exists (
                                       select from account_clock as own where own.account_id = receivable.account_id)
                                union all
                                select account_id, due_at
                                  from account_clock
                                  join receivable using (account_id)
                                 where due_at <= stands_at) as due
                         group by account_id
                         order by min(due_at), account_id
                         limit ?
                        """,
                        row -> new AccountId(row.text("account_id")),
                        instant,
                        limit);
    }

    @Override
    public Optional<Instant> nextDue(AccountId account) {
        return transactions
                .bound(account)
                .queryOne(
                        "select min(due_at) as at from receivable where account_id = ?",
                        row -> row.optionalInstant("at"),
                        account.value())
                .flatMap(at -> at);
    }

    @Override
    public List<Ask> toAskBy(Instant instant, int limit) {
        return transactions
                .current()
                .query(
                        """
                        select account_id, series, sequence, revision, looks
                          from receivable
                         where ask_at <= ?
                         order by ask_at, account_id, series, sequence
                         limit ?
                        """,
                        row -> new Ask(
                                new AccountId(row.text("account_id")),
                                invoice(row),
                                row.whole("revision"),
                                Math.toIntExact(row.whole("looks"))),
                        instant,
                        limit);
    }

    @Override
    public boolean postpone(Ask seen, Optional<Instant> askAt) {
        return transactions
                        .bound(seen.account())
                        .update(
                                """
                                update receivable
                                   set ask_at = ?, looks = looks + 1
                                 where account_id = ? and series = ? and sequence = ? and revision = ? and looks = ?
                                """,
                                askAt,
                                seen.account().value(),
                                seen.invoice().series(),
                                seen.invoice().sequence(),
                                seen.revision(),
                                seen.looks())
                == 1;
    }
}
