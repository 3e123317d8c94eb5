package dev.countinghouse.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.adapter.postgres.transaction.PostgresTransactions;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself holds back, whatever the statements say. */
class TenancyTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    /** Tables without rows of tenants. A new one belongs here only if it tells nothing, or only the system. */
    private static final Set<String> GLOBAL = Set.of(
            """
            catalogue_revision plan_version number_series usage_rollup
            usage_generation simulation payment_stand_in infrastructure_stand_in
            provider_notice provider_price provider_coupon countinghouse_migration"""
                    .split("\\s+"));

    private static final AccountId ACME = new AccountId("acme");
    private static List<String> tables = List.of();

    /** Every character that means something in a list of texts, an SQL text or a pattern. */
    private static final AccountId NASTY = new AccountId("a,\"b\\{c}'; drop table account; -- %_ NULL é\uD83D\uDE00");

    @BeforeAll
    static void fill() throws SQLException {
        Storage storage = TestStorage.emptyIn(DATABASE);
        Tenants.publishCatalogue(storage);
        Tenants.fill(storage, ACME);
        Tenants.fill(storage, NASTY);
        // what only background work fills
        DATABASE.administer("insert into usage_rollup_build (account_id, rollup_id, before)"
                + " select account_id, 1, 1 from account");
        tables = Tenants.tables(DATABASE.superuser());
    }

    @Test
    void everyTableOfTenantsForcesRowSecurity() throws SQLException {
        assertThat(
                        texts(
                                DATABASE.superuser(),
                                """
                                select relname
                                  from pg_class
                                 where relkind in ('r', 'p') and not relispartition
                                   and relnamespace = 'public'::regnamespace
                                   and not (relrowsecurity and relforcerowsecurity
                                            and exists (select from pg_policy where polrelid = pg_class.oid))
                                """))
                .as("tables without forced row security: isolate them, or list them as global")
                .containsExactlyInAnyOrderElementsOf(GLOBAL);
    }

    @Test
    void nobodyMayReadAPartitionPastTheTableItIsPartOf() throws SQLException {
        assertThat(
                        texts(
                                DATABASE.superuser(),
                                """
                                select relname
                                  from pg_class, (values ('countinghouse_service'), ('countinghouse_system')) as role (name)
                                 where relispartition and relkind in ('r', 'p')
                                   and not (relrowsecurity and relforcerowsecurity)
                                   and has_table_privilege(role.name, pg_class.oid, 'select, insert, update, delete')
                                """))
                .isEmpty();
    }

    @Test
    void everyKeyOfATableOfTenantsBeginsWithTheAccount() throws SQLException {
        assertThat(
                        texts(
                                DATABASE.superuser(),
                                """
                                select relname || ' ' || attname
                                  from pg_index
                                  join pg_class on pg_class.oid = indrelid
                                  join pg_attribute on attrelid = indrelid and attnum = indkey[0]
                                 where indisprimary and relrowsecurity and attname <> 'account_id'
                                """))
                .isEmpty();
    }

    @Test
    void everyTableHasRowsOfBothAccountsSoThatTheseTestsProveSomething() throws SQLException {
        try (Connection connection = DATABASE.superuser().getConnection()) {
            for (String table : tables) {
                assertThat(Tenants.seenOn(connection, List.of(table)))
                        .as(table)
                        .containsExactlyInAnyOrder("acme", NASTY.value());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestDatabase.SERVICE, TestDatabase.SYSTEM, TestDatabase.OWNER})
    void aConnectionThatIsNotBoundSeesNothing(String login) throws SQLException {
        try (Connection connection = DATABASE.direct(login).getConnection()) {
            if (login.equals(TestDatabase.SYSTEM)) {
                assertThat(Tenants.seenOn(connection, List.of("account", "subscription", "invoice")))
                        .isEmpty();
            } else {
                assertThat(Tenants.seenOn(connection, tables)).isEmpty();
            }
        }
    }

    @Test
    void aTransactionSeesTheAccountsItIsBoundToAndNoOther() {
        PostgresTransactions transactions = new PostgresTransactions(DATABASE.service(), DATABASE.system());

        assertThat(seenIn(transactions, Scope.of(ACME))).containsExactly("acme");
        assertThat(seenIn(transactions, Scope.of(NASTY))).containsExactly(NASTY.value());
        assertThat(seenIn(transactions, Scope.of(List.of(ACME, NASTY))))
                .containsExactlyInAnyOrder("acme", NASTY.value());
        assertThat(seenIn(transactions, Scope.of(new AccountId("acme,globex")))).isEmpty();
        assertThat(seenIn(transactions, Scope.of(new AccountId("{acme}")))).isEmpty();
        assertThat(seenIn(transactions, Scope.of(List.of()))).isEmpty();
    }

    @Test
    void nothingOfABindingStaysOnAPooledConnection() throws SQLException {
        DataSource one = DATABASE.pool(TestDatabase.SERVICE, 1);
        PostgresTransactions transactions = new PostgresTransactions(one, DATABASE.system());

        assertThat(seenIn(transactions, Scope.of(ACME))).containsExactly("acme");
        assertThat(seenRaw(one)).isEmpty();
        assertThatThrownBy(() -> transactions.inTransaction(Scope.of(ACME), () -> {
                    throw new IllegalArgumentException("undone");
                }))
                .hasMessage("undone");
        assertThat(seenRaw(one)).isEmpty();
        assertThat(seenIn(transactions, Scope.of(NASTY))).containsExactly(NASTY.value());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void manyThreadsOnFewConnectionsSeeTheirOwnAccountEach(int size) {
        DataSource few = DATABASE.pool(TestDatabase.SERVICE, size);
        PostgresTransactions transactions = new PostgresTransactions(few, DATABASE.system());

        Race.of(thread -> {
            AccountId account = thread % 2 == 0 ? ACME : NASTY;
            for (int i = 0; i < 10; i++) {
                if ((thread + i) % 5 == 0) {
                    assertThat(seenRaw(few)).isEmpty();
                } else {
                    assertThat(seenIn(transactions, Scope.of(account))).containsExactly(account.value());
                }
            }
            return true;
        });
    }

    private static TreeSet<String> seenIn(PostgresTransactions transactions, Scope scope) {
        return transactions.inTransaction(scope, () -> {
            TreeSet<String> seen = new TreeSet<>();
            tables.forEach(table -> seen.addAll(transactions
                    .current()
                    .query("select distinct account_id from " + table, row -> row.text("account_id"))));
            return seen;
        });
    }

    private static TreeSet<String> seenRaw(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return Tenants.seenOn(connection, tables);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<String> texts(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return Tenants.texts(connection, sql);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set role countinghouse_system",
                "set session authorization house_owner",
                "alter table account disable row level security",
                "alter table account no force row level security",
                "drop policy bound_accounts_only on account",
                "create policy mine on account using (true)",
                "create or replace function bound_accounts() returns text[] language sql return '{acme,globex}'::text[]",
                "alter role house_service bypassrls",
                "grant countinghouse_system to house_service",
                "create table loot (account_id text)",
                "truncate account",
                "set row_security = off; select * from account",
                "copy account_subject (account_id, subject, listed) from '/dev/null'",
                "insert into account_subject (account_id, subject, listed) values ('globex', 'mine', true)",
                "update account set account_id = 'globex' where account_id = 'acme'",
                "update subscription set account_id = 'globex'",
                "update invoice set total_minor = 0",
                "delete from invoice",
                "delete from usage_event",
                "delete from usage_claim",
                "update usage_correction set reason = ''",
                "delete from usage_correction",
                "delete from credit_note",
                "delete from outbox_queue",
                "select * from simulation",
                "update simulation_result set actual_minor = 0",
                "delete from simulation_result",
                "update call_reservation set account_id = 'globex'",
                "delete from call_reservation",
                "delete from rate_count",
                "delete from lease",
                "update lease set epoch = 9",
                "delete from subscription",
                "delete from account",
                "insert into catalogue_revision values (9, now(), '', '{}')",
                "update catalogue_revision set document = '{}'",
                "call isolate_by_account('number_series')",
                "call let_system_keep_its_own('api_key')",
                "call hold_system_to_its_own('account')",
                "update api_key set account_id = ''",
                "update api_key set scopes = '{admin}'",
                "delete from api_key"
            })
    void aBoundServiceCannotWiden(String statement) throws SQLException {
        try (Connection connection = DATABASE.direct(TestDatabase.SERVICE).getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("select set_config('app.accounts', '{acme}', true)");
            assertThatThrownBy(() -> connection.createStatement().execute(statement))
                    .isInstanceOf(SQLException.class)
                    .satisfies(refusal -> assertThat(((SQLException) refusal).getSQLState())
                            .as(refusal.getMessage())
                            .isIn("42501", "0LP01"));
        }
    }

    @Test
    void theServiceDoesNotBecomeTheSystemBySayingSo() throws SQLException {
        try (Connection connection = DATABASE.direct(TestDatabase.SERVICE).getConnection()) {
            connection.createStatement().execute("set app.system = 'on'");

            assertThat(Tenants.seenOn(connection, tables)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into account_subject (account_id, subject, listed) values ('acme', 'new', true)",
                "update account set party_name = 'Mine'",
                "update subscription set next_due_at = null",
                "delete from invoice",
                "insert into number_series values ('X', 1)",
                "delete from catalogue_revision",
                "update simulation set draft = null",
                "delete from simulation",
                "insert into simulation_result (account_id, simulation_id) values ('acme', 'simulation')",
                "update call_reservation set late = false",
                "update rate_count set admitted = 0",
                "update lease set granted = 0",
                "select * from usage_limit",
                "update plan_version set revision = 1",
                "set role countinghouse_service"
            })
    void theSystemLooksUpAndPublishesAndChangesNothingElse(String statement) throws SQLException {
        try (Connection connection = DATABASE.direct(TestDatabase.SYSTEM).getConnection()) {
            connection.createStatement().execute("set app.system = 'on'");
            assertThat(Tenants.seenOn(connection, List.of("account", "account_subject", "subscription", "invoice")))
                    .containsExactlyInAnyOrder("acme", NASTY.value());
            assertThatThrownBy(() -> connection.createStatement().execute(statement))
                    .isInstanceOf(SQLException.class)
                    .satisfies(refusal ->
                            assertThat(((SQLException) refusal).getSQLState()).isEqualTo("42501"));
        }
    }
}
