package dev.countinghouse.adapter.postgres;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.adapter.postgres.transaction.Session;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.standin.StandInBook;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The memory of a stand-in in the database that is there anyway: so replicas have one provider, and it outlives them. Each
 * page is written in a transaction of its own, so it must not be called within one.
 */
public final class PostgresStandInBook implements StandInBook {

    private final PostgresTransactions transactions;
    private final String table;

    private PostgresStandInBook(PostgresTransactions transactions, String table) {
        this.transactions = transactions;
        this.table = table;
    }

    /** Of the one that takes payments. */
    public static PostgresStandInBook ofPayments(PostgresTransactions transactions) {
        return new PostgresStandInBook(transactions, "payment_stand_in");
    }

    /** Of the one that creates infrastructure. */
    public static PostgresStandInBook ofInfrastructure(PostgresTransactions transactions) {
        return new PostgresStandInBook(transactions, "infrastructure_stand_in");
    }

    private <T> T alone(Function<Session, T> work) {
        transactions.requireNone();
        return transactions.inTransaction(Scope.SYSTEM, () -> work.apply(transactions.current()));
    }

    @Override
    public Optional<Page> find(String name) {
        return alone(session ->
                session.queryOne("select * from " + table + " where name = ?", PostgresStandInBook::page, name));
    }

    private static Page page(Row row) throws SQLException {
        return new Page(row.text("name"), row.whole("revision"), row.text("page"), row.optionalInstant("due_at"));
    }

    @Override
    public boolean save(Page page) {
        return alone(session -> (page.revision() == 1 ? insert(session, page) : update(session, page)) == 1);
    }

    private int insert(Session session, Page page) {
        return session.update(
                """
                insert into %s (name, revision, page, due_at) values (?, 1, ?, ?)
                on conflict (name) do nothing
                """
                        .formatted(table),
                page.name(),
                page.text(),
                page.dueAt());
    }

    private int update(Session session, Page page) {
        return session.update(
                """
                update %s
                   set revision = ?, page = ?, due_at = ?
                 where name = ? and revision = ?
                """
                        .formatted(table),
                page.revision(),
                page.text(),
                page.dueAt(),
                page.name(),
                page.revision() - 1);
    }

    @Override
    public List<Page> due(Instant by, int limit) {
        return alone(session -> session.query(
                "select * from " + table + " where due_at <= ? order by due_at, name limit ?",
                PostgresStandInBook::page,
                by,
                limit));
    }
}
