package dev.countinghouse.app.engine;

import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Whether the service's own tables, {@code db/directory}, are those this program was built for. */
public final class DirectorySchema {

    /** The last migration of the folder; a test compares them. */
    static final String VERSION = "7";

    private DirectorySchema() {}

    /** @throws IllegalStateException saying what is wrong and what to do, before anything is served */
    public static void check(DataSource service) {
        try (Connection connection = service.getConnection()) {
            Optional<String> version = versionOf(connection);
            if (!version.equals(Optional.of(VERSION))) {
                throw new IllegalStateException("the tables of the service (db/directory) are at version "
                        + version.orElse("none that it may read") + ", this program needs " + VERSION
                        + ": run the migrations as the owner, or the program that fits the database");
            }
        } catch (SQLException failure) {
            throw new UnavailableException("the service's database did not answer: " + failure.getMessage(), failure);
        }
    }

    /** Empty also where it is so old that the service could not read it yet. */
    private static Optional<String> versionOf(Connection connection) throws SQLException {
        boolean readable = first(connection, "select has_table_privilege(to_regclass('directory_migration'), 'select')")
                .equals(Optional.of("t"));
        return readable
                ? first(
                        connection,
                        """
                        select version
                          from directory_migration
                         where success and version is not null
                         order by installed_rank desc
                        """)
                : Optional.empty();
    }

    private static Optional<String> first(Connection connection, String sql) throws SQLException {
        try (ResultSet rows = connection.createStatement().executeQuery(sql)) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }
}
