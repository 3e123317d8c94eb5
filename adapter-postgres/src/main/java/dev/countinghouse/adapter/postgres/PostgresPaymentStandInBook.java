package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.standin.PaymentStandInBook;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The memory of the stand-in in the database that is there anyway: so replicas have one provider, and it outlives them. Each
 * page is written in a transaction of its own, so it must not be called within one.
 */
public final class PostgresPaymentStandInBook implements PaymentStandInBook {

    private final PostgresTransactions transactions;

    public PostgresPaymentStandInBook(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    private <T> T alone(Function<Session, T> work) {
        transactions.requireNone();
        return transactions.inTransaction(Scope.SYSTEM, () -> work.apply(transactions.current()));
    }

    @Override
    public Optional<Page> find(String name) {
        return alone(session -> session.queryOne(
                "select * from payment_stand_in where name = ?", PostgresPaymentStandInBook::page, name));
    }

    private static Page page(Row row) throws SQLException {
        return new Page(row.text("name"), row.whole("revision"), row.text("page"), row.optionalInstant("due_at"));
    }

    @Override
    public boolean save(Page page) {
        return alone(session -> (page.revision() == 1 ? insert(session, page) : update(session, page)) == 1);
    }

    private static int insert(Session session, Page page) {
        return session.update(
                """
                insert into payment_stand_in (name, revision, page, due_at) values (?, 1, ?, ?)
                on conflict (name) do nothing
                """,
                page.name(),
                page.text(),
                page.dueAt());
    }

    private static int update(Session session, Page page) {
        return session.update(
                """
                update payment_stand_in
                   set revision = ?, page = ?, due_at = ?
                 where name = ? and revision = ?
                """,
                page.revision(),
                page.text(),
                page.dueAt(),
                page.name(),
                page.revision() - 1);
    }

    @Override
    public List<Page> due(Instant by, int limit) {
        return alone(session -> session.query(
                "select * from payment_stand_in where due_at <= ? order by due_at, name limit ?",
                PostgresPaymentStandInBook::page,
                by,
                limit));
    }
}
