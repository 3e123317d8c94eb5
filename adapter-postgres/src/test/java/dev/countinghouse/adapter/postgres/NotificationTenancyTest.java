package dev.countinghouse.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database holds back of endpoints and deliveries, besides what {@link TenancyTest} asks of all tables. */
class NotificationTenancyTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @BeforeAll
    static void fill() {
        Storage storage = TestStorage.emptyIn(DATABASE);
        Tenants.publishCatalogue(storage);
        Tenants.fill(storage, new AccountId("acme"));
    }

    /** It keeps those for all accounts, and only looks at those of one. */
    @Test
    void theSystemChangesNoEndpointOfAnAccountThoughItIsBoundToIt() throws SQLException {
        try (Connection system = DATABASE.direct(TestDatabase.SYSTEM).getConnection()) {
            system.createStatement().execute("set app.system = 'on'");
            system.createStatement().execute("set app.accounts = '{acme}'");

            assertThat(Tenants.seenOn(system, List.of("endpoint"))).containsExactly("acme");
            assertThat(system.createStatement().executeUpdate("update endpoint set target = 'https://thief.example'"))
                    .isZero();
            assertThat(system.createStatement().executeUpdate("delete from endpoint"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from delivery",
                "update delivery set attempts = 0",
                "delete from delivery_attempt",
                "insert into endpoint select 'acme', 'new', channel, target, types, description, created_at, disabled_at,"
                        + " disabled_reason, secrets from endpoint limit 1"
            })
    void theSystemOnlyLooks(String statement) throws SQLException {
        try (Connection connection = DATABASE.direct(TestDatabase.SYSTEM).getConnection()) {
            connection.createStatement().execute("set app.system = 'on'");
            connection.createStatement().execute("set app.accounts = '{acme}'");
            refused(connection, statement);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update endpoint set account_id = 'globex'",
                "update delivery set account_id = 'globex'",
                "update delivery set payload = '{}'",
                "update delivery_attempt set status = 200",
                "insert into endpoint select '', 'new', channel, target, types, description, created_at, disabled_at,"
                        + " disabled_reason, secrets from endpoint limit 1"
            })
    void theServiceChangesNeitherWhoseNorWhatItIs(String statement) throws SQLException {
        try (Connection connection = DATABASE.direct(TestDatabase.SERVICE).getConnection()) {
            connection.createStatement().execute("set app.accounts = '{acme,\"\"}'");
            refused(connection, statement);
        }
    }

    private static void refused(Connection connection, String statement) {
        assertThatThrownBy(() -> connection.createStatement().execute(statement))
                .isInstanceOf(SQLException.class)
                .satisfies(refusal ->
                        assertThat(((SQLException) refusal).getSQLState()).isEqualTo("42501"));
    }
}
