package dev.countinghouse.adapter.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.adapter.postgres.PostgresStorage;
import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.ports.driven.Samples;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driven.Teller;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries are what they have to be whatever program writes them, and stay so. */
class JournalEntryTableTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String INSERT =
            """
            insert into journal_entry (account_id, ordinal, kind, about, at, accounts, grants, units, amounts, seal)
            values ('acme', %s, 'grant', 'a test', now(), %s, %s, '%s', '%s', decode(repeat('00', 32), 'hex'))
            """;

    private final Storage storage = PostgresStorage.over(DATABASE.service(), DATABASE.system());

    @BeforeEach
    void anAccountWithTwoEntries() {
        DATABASE.clear();
        Teller teller = new Teller(storage);
        teller.open(Samples.ACME);
        teller.serve(Samples.ACME, Samples.START, book -> {
            book.granting().grant(Teller.gift("one", Teller.usd("1")));
            book.granting().grant(Teller.gift("two", Teller.usd("1")));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{USD,USD};{1,-0.999999999999}",
                "{USD,minutes};{1,-1}",
                "{USD,USD,minutes,minutes};{1,-1,5,-4}",
                "{USD,USD};{1,NULL}",
                "{USD,NULL};{1,-1}",
                "{USD,USD};{NaN,NaN}",
                "{USD,USD,USD};{1,-1}",
                "{USD,USD};{1,-1,0}",
                "{{USD,USD}};{{1,-1}}"
            })
    void anEntryThatDoesNotBalanceIsRefused(String units, String amounts) {
        for (String login : List.of(TestDatabase.SERVICE, TestDatabase.OWNER)) {
            refused(login, insert(3, units, amounts)).hasMessageContaining("journal_entry_balances");
        }
    }

    @Test
    void onlyACorrectionOnCommandPostsNothing() throws SQLException {
        String nothing = insert(3, "{}", "{}");
        String correction = nothing.replace("'grant', 'a test'", "'correction', 'a test'");
        String head = "update ledger_head set entries = 3;";
        for (String login : List.of(TestDatabase.SERVICE, TestDatabase.OWNER)) {
            refused(login, head + nothing).hasMessageContaining("journal_entry_posts");
            refused(login, head + correction).hasMessageContaining("journal_entry_posts");
        }
        try (Connection connection = bound(TestDatabase.SERVICE)) {
            String onCommand = correction
                    .replace("kind, about", "kind, command, about")
                    .replace("'correction', 'a test'", "'correction', 'c', 'a test'");
            connection.createStatement().execute(head + onCommand);
        }
    }

    @Test
    void anEntryThatBalancesInEachUnitAndFollowsIsTaken() throws SQLException {
        try (Connection connection = bound(TestDatabase.SERVICE)) {
            Statement statement = connection.createStatement();
            statement.execute("update ledger_head set entries = 3");
            statement.execute(insert(3, "{USD,minutes,USD,minutes,USD}", "{1,0.000000000001,1,-0.000000000001,-2}"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 1_000})
    void anEntryWithoutItsHeadIsRefused(long ordinal) {
        for (String login : List.of(TestDatabase.SERVICE, TestDatabase.OWNER)) {
            refused(login, insert(ordinal, "{USD,USD}", "{1,-1}")).hasMessageContaining("do not follow");
        }
        refused(TestDatabase.SERVICE, "update ledger_head set entries = 4;" + insert(4, "{USD,USD}", "{1,-1}"))
                .as("a gap")
                .hasMessageContaining("do not follow");
        refused(TestDatabase.SERVICE, insert(2, "{USD,USD}", "{1,-1}")).hasMessageContaining("journal_entry_pkey");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update journal_entry set about = ''",
                "update journal_entry set amounts = '{2,-2}' where ordinal = 1",
                "update journal_entry set about = '' where false",
                "delete from journal_entry",
                "delete from journal_entry where ordinal = 2",
                "truncate journal_entry"
            })
    void noEntryIsChangedOrRemoved(String statement) throws SQLException {
        refused(TestDatabase.SERVICE, statement).hasMessageContaining("permission denied for table journal_entry");
        refused(TestDatabase.SYSTEM, statement).hasMessageContaining("permission denied for table journal_entry");
        refused(TestDatabase.OWNER, statement).hasMessageContaining("never changed or removed");
        try (Connection superuser = DATABASE.superuser().getConnection()) {
            assertThatThrownBy(() -> superuser.createStatement().execute(statement))
                    .hasMessageContaining("never changed or removed");
        }
    }

    @Test
    void theServiceHasNoRightsBesidesAdding() throws SQLException {
        try (Connection connection = DATABASE.superuser().getConnection()) {
            assertThat(rights(connection, "journal_entry")).containsExactly("INSERT", "SELECT");
            for (String table : List.of(
                    "ledger_head", "credit_line", "ledger_balance", "credit_grant", "credit_hold", "credit_burn")) {
                assertThat(rights(connection, table))
                        .as("on %s as a whole; columns are updated", table)
                        .containsExactly("INSERT", "SELECT");
            }
        }
    }

    private static List<String> rights(Connection connection, String table) throws SQLException {
        try (ResultSet rows = connection
                .createStatement()
                .executeQuery("select privilege_type from information_schema.role_table_grants where grantee ="
                        + " 'countinghouse_service' and table_name = '" + table + "' order by 1")) {
            List<String> rights = new ArrayList<>();
            while (rows.next()) {
                rights.add(rows.getString(1));
            }
            return rights;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ledger_head set account_id = ''",
                "delete from ledger_head",
                "delete from ledger_balance",
                "delete from credit_line",
                "alter table journal_entry disable trigger all",
                "drop trigger entries_stay on journal_entry",
                "create or replace function is_balanced(units text[], amounts numeric[]) returns boolean"
                        + " language sql return true",
                "update credit_grant set ordered = 1",
                "update credit_grant set expires_at = null",
                "delete from credit_grant",
                "update credit_hold set ordered = 1",
                "delete from credit_hold",
                "delete from credit_burn"
            })
    void theServiceCannotMakeItOtherwise(String statement) {
        refused(TestDatabase.SERVICE, statement).satisfies(refusal -> assertThat(((SQLException) refusal).getSQLState())
                .isEqualTo("42501"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from journal_entry",
                "select * from credit_burn",
                "select * from credit_line",
                "update ledger_head set entries = 0",
                "update credit_grant set unspent = 0",
                "insert into ledger_head (account_id) values ('acme')"
            })
    void theSystemLooksUpWhatIsDueAndNothingElse(String statement) {
        refused(TestDatabase.SYSTEM, statement).satisfies(refusal -> assertThat(((SQLException) refusal).getSQLState())
                .isEqualTo("42501"));
    }

    @Test
    void timesFinerThanAMicrosecondAreRefused() {
        Teller teller = new Teller(storage);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> teller.serve(Samples.ACME, Samples.START.plusNanos(1), book -> book.granting()
                        .grant(Teller.gift("three", Teller.usd("1")))))
                .withMessageContaining("finer than a microsecond");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> teller.serve(Samples.ACME, Samples.START, book -> book.holding()
                        .hold(Teller.hold("a", Teller.usd("1"), Duration.ofNanos(1_001)))))
                .withMessageContaining("finer than a microsecond");
        assertThat(teller.defect(Samples.ACME)).isEmpty();
    }

    private static String insert(long ordinal, String units, String amounts) {
        String side = "array(select '%s'::text from unnest('" + amounts + "'::numeric[]))";
        return INSERT.formatted(ordinal, side.formatted("cost"), side.formatted("of a grant"), units, amounts);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String login, String statement) {
        return assertThatThrownBy(() -> {
                    try (Connection connection = bound(login)) {
                        connection.createStatement().execute(statement);
                    }
                })
                .isInstanceOf(SQLException.class);
    }

    /** Bound to the account, in a transaction that is never committed. */
    private static Connection bound(String login) throws SQLException {
        DataSource source = DATABASE.direct(login);
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        connection.createStatement().execute("select set_config('app.accounts', '{acme}', true)");
        return connection;
    }
}
