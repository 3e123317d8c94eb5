package dev.countinghouse.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

class SchemaTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final DataSource SERVICE = DATABASE.direct(TestDatabase.SERVICE);
    private static final DataSource SYSTEM = DATABASE.direct(TestDatabase.SYSTEM);

    @Test
    void aMigratedDatabaseWithTheThreeRolesIsFit() {
        PostgresSchema.check(SERVICE, SYSTEM);
    }

    @Test
    void migratingAgainChangesNothing() {
        PostgresSchema.migrate(DATABASE.direct(TestDatabase.OWNER));

        PostgresSchema.check(SERVICE, SYSTEM);
    }

    @Test
    void manyMayMigrateAtOnceBesideTablesOfTheHost() throws SQLException {
        DataSource owner = DATABASE.unmigrated();
        try (Connection connection = owner.getConnection()) {
            connection.createStatement().execute("create table flyway_schema_history (of_the_host integer)");
        }

        Race.of(4, thread -> {
            PostgresSchema.migrate(owner);
            return true;
        });

        try (Connection connection = owner.getConnection()) {
            assertThat(Tenants.texts(
                            connection, "select max(version::integer) from countinghouse_migration where success"))
                    .containsExactly(Migrations.latest());
        }
    }

    @Test
    void everyMigrationOfTheFolderIsListed() throws IOException, URISyntaxException {
        URI folder = Objects.requireNonNull(
                        Migrations.class.getClassLoader().getResource(Migrations.FOLDER + Migrations.FILES.get(0)))
                .toURI();
        try (Stream<Path> files = Files.list(Path.of(folder).getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Migrations.FILES);
        }
    }

    @Test
    void aSuperuserIsRefused() {
        refused(DATABASE.superuser(), SYSTEM, "the service must not log in", "superuser");
        refused(SERVICE, DATABASE.superuser(), "the system must not log in", "superuser");
    }

    @Test
    void aRoleThatBypassesRowSecurityIsRefused() {
        DATABASE.login("bypasser", "bypassrls");
        DATABASE.administer("grant countinghouse_service to bypasser");

        refused(DATABASE.direct("bypasser"), SYSTEM, "'bypasser'", "bypasses row security");
    }

    @Test
    void aRoleThatCanBecomeOneIsRefused() {
        DATABASE.login("bypasser", "bypassrls");
        DATABASE.login("climber", "");
        DATABASE.administer("grant countinghouse_service to climber", "grant bypasser to climber with inherit false");

        refused(DATABASE.direct("climber"), SYSTEM, "'climber'", "bypasses row security");
    }

    @Test
    void theOwnerIsRefused() {
        refused(DATABASE.direct(TestDatabase.OWNER), SYSTEM, TestDatabase.OWNER, "owns the tables");
    }

    @Test
    void aLoginWithoutItsRoleIsRefused() {
        DATABASE.login("stranger", "");

        refused(DATABASE.direct("stranger"), SYSTEM, "'stranger'", "not a member of countinghouse_service");
    }

    @Test
    void oneLoginForBothIsRefused() {
        DATABASE.login("doubled", "");
        DATABASE.administer("grant countinghouse_service, countinghouse_system to doubled");

        refused(DATABASE.direct("doubled"), SYSTEM, "'doubled'", "can look up what only countinghouse_system may");
    }

    @Test
    void aDatabaseThatIsBehindOrAheadIsRefused() {
        DATABASE.administer(
                "insert into countinghouse_migration select 999, '999', description, type, script, checksum,"
                        + " installed_by, installed_on, execution_time, success from countinghouse_migration"
                        + " where version = '" + Migrations.latest() + "'");
        refused(SERVICE, SYSTEM, "at version 999", "needs " + Migrations.latest());

        DATABASE.administer("delete from countinghouse_migration where installed_rank = 999");
        PostgresSchema.check(SERVICE, SYSTEM);
    }

    @Test
    void anEmptyDatabaseIsRefused() {
        DATABASE.administer("alter table countinghouse_migration rename to gone");

        refused(SERVICE, SYSTEM, "at version none", "run the migrations");
        DATABASE.administer("alter table gone rename to countinghouse_migration");
    }

    @Test
    void aDatabaseThatIsDownIsUnavailable() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://localhost:1/nowhere");

        assertThatThrownBy(() -> PostgresSchema.check(nowhere, SYSTEM)).isInstanceOf(UnavailableException.class);
    }

    private static void refused(DataSource service, DataSource system, String... reasons) {
        assertThatIllegalStateException()
                .isThrownBy(() -> PostgresSchema.check(service, system))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(reasons));
    }
}
