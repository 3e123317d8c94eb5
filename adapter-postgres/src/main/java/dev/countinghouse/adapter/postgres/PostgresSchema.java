package dev.countinghouse.adapter.postgres;

import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings a database to this version, and tells whether one is fit to be served: at this version, and with roles that cannot
 * step around row-level security. {@code docs/storage.md} says how to set the roles up.
 */
public final class PostgresSchema {

    /** Where Flyway notes what it ran; not its usual name, because a host may have migrations of its own. */
    static final String HISTORY = "countinghouse_migration";

    private static final String SERVICE = "countinghouse_service";
    private static final String SYSTEM = "countinghouse_system";

    private PostgresSchema() {}

    /**
     * Runs the missing migrations. Safe to call at every start and from several processes at once.
     *
     * @param owner logs in as the owner of the tables, who needs CREATEROLE unless the two group roles exist
     */
    public static void migrate(DataSource owner) {
        Flyway.configure(PostgresSchema.class.getClassLoader())
                .dataSource(owner)
                .table(HISTORY)
                .resourceProvider(new Migrations())
                .javaMigrationClassProvider(List::of)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /**
     * Checks what a service is about to run on.
     *
     * @throws IllegalStateException saying what is wrong and what to do, before anything is served
     */
    public static void check(DataSource service, DataSource system) {
        check(service, "service", SERVICE, SYSTEM);
        check(system, "system", SYSTEM, SERVICE);
    }

    private static void check(DataSource source, String what, String role, String otherRole) {
        try (Connection connection = source.getConnection()) {
            String login = connection.getMetaData().getUserName();
            Optional<String> fault = faultOf(connection, role, otherRole);
            if (fault.isPresent()) {
                throw new IllegalStateException("the " + what + " must not log in to the database as '" + login
                        + "', which " + fault.get() + ": give it a login of its own as docs/storage.md shows");
            }
            requireLatest(versionOf(connection));
        } catch (SQLException failure) {
            throw new UnavailableException(
                    "the " + what + "'s database did not answer: " + failure.getMessage(), failure);
        }
    }

    /** What the login is counts, and what it could become with SET ROLE. */
    private static Optional<String> faultOf(Connection connection, String role, String otherRole) throws SQLException {
        String sql =
                """
                select 'is or can become a superuser or a role that bypasses row security'
                 where exists (select from pg_roles
                                where (rolsuper or rolbypassrls) and pg_has_role(session_user, oid, 'member'))
                union all
                select 'owns the tables, so that it could switch row security off'
                 where pg_has_role(session_user, (select relowner from pg_class where oid = to_regclass(?)), 'member')
                union all
                select 'is not a member of ' || name
                  from (values (?)) as own (name)
                 where not exists (select from pg_roles where rolname = name and pg_has_role(session_user, oid, 'usage'))
                union all
                select 'can look up what only ' || name || ' may'
                  from (values (?)) as other (name)
                 where exists (select from pg_roles where rolname = name and pg_has_role(session_user, oid, 'member'))
                """;
        return firstOf(connection, sql, HISTORY, role, otherRole);
    }

    private static Optional<String> versionOf(Connection connection) throws SQLException {
        return firstOf(connection, "select to_regclass(?)::text", HISTORY).isEmpty()
                ? Optional.empty()
                : firstOf(
                        connection,
                        """
                        select version from countinghouse_migration
                         where success and version is not null
                         order by installed_rank desc
                        """);
    }

    private static void requireLatest(Optional<String> version) {
        if (!version.equals(Optional.of(Migrations.latest()))) {
            throw new IllegalStateException("the database is at version " + version.orElse("none")
                    + " of the schema, this"
                    + " program needs " + Migrations.latest() + ": run the migrations as the owner, or the program that"
                    + " fits the database");
        }
    }

    private static Optional<String> firstOf(Connection connection, String sql, String... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            }
        }
    }
}
