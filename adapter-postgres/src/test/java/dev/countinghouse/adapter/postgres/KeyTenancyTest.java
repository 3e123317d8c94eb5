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

/** Keys of an account and keys of none: who may see and write which. */
class KeyTenancyTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static List<String> tables = List.of();

    @BeforeAll
    static void fill() throws SQLException {
        Storage storage = TestStorage.emptyIn(DATABASE);
        Tenants.publishCatalogue(storage);
        Tenants.fill(storage, new AccountId("acme"));
        tables = Tenants.tables(DATABASE.superuser());
    }

    @Test
    void whatBelongsToNoAccountIsTheSystemsAlone() throws SQLException {
        String insert = "insert into api_key (account_id, key_id, name, scopes, created_at, secrets)"
                + " values ('', 'ffffffffffffffffffffffffffffffff', 'all', '{admin}', now(), '[]')";
        try (Connection service = DATABASE.direct(TestDatabase.SERVICE).getConnection();
                Connection system = DATABASE.direct(TestDatabase.SYSTEM).getConnection()) {
            service.createStatement().execute("set app.accounts = '{\"\"}'");
            system.createStatement().execute("set app.system = 'on'");

            assertThatThrownBy(() -> service.createStatement().execute(insert)).hasMessageContaining("row-level");
            system.createStatement().execute(insert);
            assertThat(Tenants.seenOn(service, tables)).isEmpty();
            assertThat(Tenants.texts(system, "update api_key set last_used_at = now() returning account_id"))
                    .containsExactly("");
            assertThatThrownBy(() -> system.createStatement()
                            .execute(insert.replace("''", "'acme'").replace("ffff", "eeee")))
                    .hasMessageContaining("row-level");
        } finally {
            DATABASE.administer("delete from api_key where account_id = ''");
        }
    }

    @Test
    void theSystemWritesNoKeysOfAnAccountThoughItBindsItself() throws SQLException {
        try (Connection system = DATABASE.direct(TestDatabase.SYSTEM).getConnection()) {
            system.createStatement().execute("set app.system = 'on'");
            system.createStatement().execute("set app.accounts = '{acme}'");

            assertThat(Tenants.texts(system, "select name from api_key where account_id = 'acme'"))
                    .isNotEmpty();
            assertThat(Tenants.texts(system, "update api_key set revoked_at = now(), secrets = '[]' returning key_id"))
                    .isEmpty();
            assertThat(Tenants.texts(system, "select key_id from api_key where account_id = 'acme' for update"))
                    .isEmpty();
            assertThatThrownBy(
                            () -> system.createStatement()
                                    .execute(
                                            "insert into api_key (account_id, key_id, name, scopes, created_at, secrets)"
                                                    + " values ('acme', 'dddddddddddddddddddddddddddddddd', 'x', '{admin}', now(), '[]')"))
                    .hasMessageContaining("row-level");
            assertThatThrownBy(() -> system.createStatement().execute("delete from api_key"))
                    .hasMessageContaining("permission denied");
        }
    }
}
