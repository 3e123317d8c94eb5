package dev.countinghouse.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.adapter.postgres.PostgresSchema;
import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.ports.engine.HandClock;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** docs/deploy/postgres-init.sql makes a database that the service accepts, and a login that can back it up. */
class DatabaseScriptTest {

    private static final String PASSWORD = "it's a \"secret\"";

    private static final List<String> LEFT_BEHIND = List.of(
            "drop database if exists billing with (force)",
            "drop role if exists billing_owner",
            "drop role if exists billing_service",
            "drop role if exists billing_system",
            "drop role if exists billing_backup");

    private final String adminUrl = new TestDatabase().adminUrl();

    @BeforeEach
    @AfterEach
    void removeWhatItMakes() throws SQLException {
        run(LEFT_BEHIND);
    }

    @Test
    void whatItMakesIsFitToBeServedAndBackedUp() throws SQLException {
        run(statements());

        PostgresSchema.migrate(login("billing_owner"));
        PostgresSchema.check(login("billing_service"), login("billing_system"));
        Workbench bench = new Workbench(
                PostgresStorage.over(login("billing_service"), login("billing_system")),
                new HandClock(Instant.parse("2026-01-01T00:00:00Z")));
        bench.open(Workbench.ACME).open(Workbench.GLOBEX);

        assertThat(accountsSeenBy("billing_backup")).isEqualTo(2);
        assertThat(accountsSeenBy("billing_owner")).isZero();
    }

    private long accountsSeenBy(String user) throws SQLException {
        try (Connection connection = login(user).getConnection();
                ResultSet rows = connection.createStatement().executeQuery("select count(*) from account")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private PGSimpleDataSource login(String user) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(adminUrl.replaceFirst("/postgres(\\?.*)?$", "/billing"));
        source.setUser(user);
        source.setPassword(PASSWORD);
        return source;
    }

    /** What psql sends: variables taken from the environment, quoted where they are used. */
    private static List<String> statements() {
        String script = Repository.text("docs/deploy/postgres-init.sql").replaceAll("(?m)^--.*$", "");
        Matcher variables = Pattern.compile("(?m)^\\\\getenv (\\w+) \\w+$").matcher(script);
        String resolved = script.replaceAll("(?m)^\\\\getenv .*$", "");
        while (variables.find()) {
            resolved = resolved.replace(":'" + variables.group(1) + "'", "'" + PASSWORD.replace("'", "''") + "'");
        }
        List<String> statements = new ArrayList<>();
        Matcher each = Pattern.compile("(?s)\\S(?:\\$\\$.*?\\$\\$|[^;])*;").matcher(resolved);
        while (each.find()) {
            statements.add(each.group());
        }
        return statements;
    }

    private void run(List<String> statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(adminUrl)) {
            for (String statement : statements) {
                connection.createStatement().execute(statement);
            }
        }
    }
}
