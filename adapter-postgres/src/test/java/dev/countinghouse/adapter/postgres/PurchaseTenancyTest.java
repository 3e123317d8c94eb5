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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database holds back of purchases, receivables, provisions and what providers call them, besides what {@link TenancyTest} asks of all tables. */
class PurchaseTenancyTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @BeforeAll
    static void fill() {
        Storage storage = TestStorage.emptyIn(DATABASE);
        Tenants.publishCatalogue(storage);
        Tenants.fill(storage, new AccountId("acme"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update purchase set price_minor = 1",
                "update purchase set payment_key = ''",
                "update purchase set account_id = 'globex'",
                "delete from purchase",
                "update receivable set account_id = 'globex'",
                "update receivable set sequence = 2",
                "delete from receivable",
                "update provision set account_id = 'globex'",
                "delete from provision",
                "update provider_customer set customer = 'cus_9'",
                "delete from provider_customer",
                "update provider_payment set wish = ''",
                "update provider_payment set account_id = 'globex'",
                "delete from provider_payment",
                "update checkout set account_id = 'globex'",
                "update checkout set checkout_key = ''",
                "delete from checkout",
                "update customer set account_id = 'globex'",
                "delete from customer",
                "update usage_report set difference = 9",
                "delete from usage_report",
                "update usage_tally set meter = ''",
                "delete from usage_tally",
                "delete from usage_report_watch",
                "update provider_invoice set account_id = 'globex'",
                "update provider_invoice set reference = 'in_9'",
                "update provider_invoice_watch set account_id = 'globex'",
                "delete from provider_invoice_watch",
                "update mirror set reference = 'sub_9'",
                "delete from mirror",
                "delete from mirror_watch",
                "select * from infrastructure_stand_in",
                "select * from payment_stand_in",
                "insert into payment_stand_in values ('mine', 1, '{}', null)"
            })
    void theServiceChangesNeitherWhoseNorWhatItIs(String statement) throws SQLException {
        try (Connection connection = DATABASE.direct(TestDatabase.SERVICE).getConnection()) {
            connection.createStatement().execute("set app.accounts = '{acme}'");
            refused(connection, statement);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update purchase set look_at = null",
                "update receivable set due_at = null",
                "delete from receivable",
                "delete from purchase",
                "select * from top_up_stop",
                "update provision set look_at = null",
                "delete from provider_customer",
                "update provider_payment set reference = ''",
                "update checkout set look_at = null",
                "update customer set look_at = null",
                "select * from usage_tally",
                "update usage_report set revision = 9",
                "delete from usage_report_note",
                "update usage_report_watch set look_at = null",
                "update provider_invoice set revision = 9",
                "delete from provider_invoice",
                "update provider_invoice_watch set look_at = now()",
                "update mirror set told = 'good'",
                "update mirror_watch set look_at = null",
                "delete from infrastructure_stand_in",
                "delete from payment_stand_in"
            })
    void theSystemOnlyLooks(String statement) throws SQLException {
        try (Connection connection = DATABASE.direct(TestDatabase.SYSTEM).getConnection()) {
            connection.createStatement().execute("set app.system = 'on'");
            connection.createStatement().execute("set app.accounts = '{acme}'");
            assertThat(Tenants.seenOn(
                            connection,
                            List.of(
                                    "purchase",
                                    "provision",
                                    "receivable",
                                    "provider_customer",
                                    "provider_payment",
                                    "checkout",
                                    "customer",
                                    "usage_report",
                                    "usage_report_watch",
                                    "usage_report_note",
                                    "provider_invoice",
                                    "provider_invoice_watch",
                                    "mirror",
                                    "mirror_watch")))
                    .containsExactly("acme");
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
