package dev.countinghouse.benchmarks;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The least that keeps a balance right: a row per account, locked by {@code select for update}, compared, lowered, and a row
 * for what was taken; a transaction each.
 */
final class PlainLedger {

    private final DataSource database;

    PlainLedger(DataSource database, int accounts) throws SQLException {
        this.database = database;
        try (Connection connection = database.getConnection()) {
            connection
                    .createStatement()
                    .execute(
                            "create table plain_balance (account_id text primary key, amount numeric(38, 12) not null);"
                                    + "create table plain_posting (account_id text, id text, amount numeric(38, 12) not null,"
                                    + " at timestamptz not null default now(), primary key (account_id, id));"
                                    + "insert into plain_balance select 'a' || n, 1000000000 from generate_series(0, "
                                    + (accounts - 1) + ") as n");
        }
    }

    /** Whether there was enough. */
    boolean post(String account, String id, BigDecimal amount) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            boolean posted = balance(connection, account).compareTo(amount) >= 0;
            if (posted) {
                update(
                        connection,
                        "update plain_balance set amount = amount - ? where account_id = ?",
                        amount,
                        account);
                update(
                        connection,
                        "insert into plain_posting (amount, account_id, id) values (?, ?, ?)",
                        amount,
                        account,
                        id);
            }
            connection.commit();
            return posted;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static BigDecimal balance(Connection connection, String account) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select amount from plain_balance where account_id = ? for update")) {
            select.setString(1, account);
            ResultSet row = select.executeQuery();
            row.next();
            return row.getBigDecimal(1);
        }
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            update.executeUpdate();
        }
    }
}
