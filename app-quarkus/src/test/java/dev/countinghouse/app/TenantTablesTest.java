package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.Scope;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every table of the service's database, whoever made it: what a query sees that forgets its WHERE. */
@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class TenantTablesTest {

    /** Tables without rows of tenants. A new one belongs here only if it tells nothing, or only the system. */
    private static final Set<String> GLOBAL = Set.of(
            "catalogue_revision",
            "plan_version",
            "number_series",
            "usage_rollup",
            "usage_generation",
            "simulation",
            "payment_stand_in",
            "infrastructure_stand_in",
            "provider_notice",
            "provider_price",
            "provider_coupon",
            "test_clock",
            "scheduled_tasks",
            "countinghouse_migration",
            "directory_migration");

    private static final String SOME = "tenant-some";
    private static final String OTHER = "tenant-other";

    @Inject
    AgroalDataSource service;

    @Inject
    @io.quarkus.agroal.DataSource("system")
    AgroalDataSource system;

    @Inject
    PostgresTransactions transactions;

    @ConfigProperty(name = "countinghouse.database.url")
    String url;

    @ConfigProperty(name = "countinghouse.database.service.user")
    String user;

    @ConfigProperty(name = "countinghouse.database.service.password")
    String password;

    private List<String> tables = List.of();

    @BeforeEach
    void fill() throws SQLException {
        for (String account : List.of(SOME, OTHER)) {
            String key = Keys.of(account, KeyScope.ADMIN);
            Api.with(key)
                    .header("Idempotency-Key", "fill")
                    .body("{\"id\": \"project\", \"name\": \"Project\"}")
                    .post("/accounts/" + account + "/projects")
                    .then()
                    .statusCode(201);
        }
        tables = texts(
                service,
                """
                select relname
                  from pg_class
                 where relkind in ('r', 'p', 'v') and not relispartition and relnamespace = 'public'::regnamespace
                   and relname <> all ('{%s}')
                """
                        .formatted(String.join(",", GLOBAL)));
    }

    @Test
    void everyTableForcesRowSecurityOrIsKnownToBeGlobal() throws SQLException {
        assertThat(
                        texts(
                                service,
                                """
                                select relname
                                  from pg_class
                                 where relkind in ('r', 'p', 'm', 'f') and not relispartition
                                   and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace,
                                                            'pg_toast'::regnamespace)
                                   and not (relrowsecurity and relforcerowsecurity
                                            and exists (select from pg_policy where polrelid = pg_class.oid))
                                """))
                .as("tables without forced row security: isolate them, or list them as global")
                .containsExactlyInAnyOrderElementsOf(GLOBAL);
    }

    @Test
    void noViewReadsPastTheTablesItIsMadeOf() throws SQLException {
        assertThat(
                        texts(
                                service,
                                """
                        select relname
                          from pg_class
                         where relkind = 'v' and relnamespace = 'public'::regnamespace
                           and not 'security_invoker=true' = any (coalesce(reloptions, '{}'))
                        """))
                .as("a view reads with its owner's rights: make it security_invoker")
                .isEmpty();
    }

    @Test
    void unboundThePoolOfTheServiceSeesNothing() {
        assertThat(seenRaw(service)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void onFewConnectionsAndFromManyThreadsABoundTransactionSeesItsAccountOnly(int size) throws SQLException {
        try (AgroalDataSource few = pool(size)) {
            PostgresTransactions raw = new PostgresTransactions(few, few);
            Race.of(thread -> {
                AccountId account = new AccountId(thread % 2 == 0 ? SOME : OTHER);
                for (int i = 0; i < 5; i++) {
                    if ((thread + i) % 3 == 0) {
                        assertThat(seenRaw(few)).isEmpty();
                    } else {
                        assertThat(seenIn(raw, account)).containsExactly(account.value());
                    }
                }
                return true;
            });
        }
    }

    @Test
    void theServicesOwnTransactionsSeeTheBoundAccountInTheDirectoryToo() {
        for (String table : List.of("account", "api_key", "idempotency", "project")) {
            for (String account : List.of(SOME, OTHER)) {
                assertThat(seenIn(transactions, new AccountId(account), List.of(table)))
                        .as(table)
                        .containsExactly(account);
            }
        }
    }

    @Test
    void theSystemWritesNoAnswersOfAnAccountAndDeletesOnlyTheOldOnes() throws SQLException {
        try (Connection connection = system.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "select set_config('app.system', 'on', true)");
            execute(connection, "select set_config('app.accounts', '{" + SOME + "}', true)");

            assertThat(texts(connection, "select key from idempotency where account_id = '" + SOME + "'"))
                    .isNotEmpty();
            assertThat(texts(connection, "update idempotency set body = 'mine' returning account_id"))
                    .doesNotContain(SOME, OTHER);
            assertThat(texts(connection, "delete from idempotency returning account_id"))
                    .doesNotContain(SOME, OTHER);
            execute(connection, "savepoint before");
            assertThatThrownBy(() -> execute(
                            connection,
                            "insert into idempotency (account_id, caller, key, request, claim) values ('" + SOME
                                    + "', 'c', 'k', 'r', 'c')"))
                    .hasMessageContaining("row-level");
            execute(connection, "rollback to savepoint before");
            execute(
                    connection,
                    "insert into idempotency (account_id, caller, key, request, claim) values ('', 'c', 'k', 'r', 'c')");
            connection.rollback();
        }
    }

    @Test
    void theSystemDeletesAnswersOfAnAccountThatAreADayOld() throws SQLException {
        transactions.inTransaction(Scope.of(new AccountId(SOME)), () -> transactions
                .current()
                .update("update idempotency set claimed_at = now() - interval '25 hours' where key = 'fill'"));
        try (Connection connection = system.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "select set_config('app.system', 'on', true)");

            assertThat(texts(connection, "delete from idempotency returning account_id"))
                    .contains(SOME)
                    .doesNotContain(OTHER);
            connection.rollback();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        connection.createStatement().execute(sql);
    }

    private AgroalDataSource pool(int size) throws SQLException {
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(size)
                        .acquisitionTimeout(Duration.ofSeconds(20))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                .principal(new NamePrincipal(user))
                                .credential(new SimplePassword(password)))));
    }

    private TreeSet<String> seenIn(PostgresTransactions source, AccountId account) {
        return seenIn(source, account, tables);
    }

    private static TreeSet<String> seenIn(PostgresTransactions source, AccountId account, List<String> tables) {
        return source.inTransaction(Scope.of(account), () -> {
            TreeSet<String> seen = new TreeSet<>();
            tables.forEach(table -> seen.addAll(
                    source.current().query("select distinct account_id from " + table, row -> row.text("account_id"))));
            return seen;
        });
    }

    private TreeSet<String> seenRaw(DataSource source) {
        TreeSet<String> seen = new TreeSet<>();
        try (Connection connection = source.getConnection()) {
            for (String table : tables) {
                seen.addAll(texts(connection, "select distinct account_id from " + table));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return seen;
    }

    private static List<String> texts(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return texts(connection, sql);
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
