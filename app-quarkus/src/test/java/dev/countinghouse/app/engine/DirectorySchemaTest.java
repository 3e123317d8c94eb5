package dev.countinghouse.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import dev.countinghouse.app.DirectoryDatabase;
import dev.countinghouse.app.operations.Repository;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A service does not start on tables of its own that are older or newer than it is. */
class DirectorySchemaTest {

    private final TestDatabase database = new TestDatabase();

    @BeforeEach
    void create() {
        database.create();
    }

    @AfterEach
    void drop() {
        database.drop();
    }

    @Test
    void theVersionIsThatOfTheLastMigration() throws IOException {
        try (Stream<Path> files =
                Files.list(Repository.root().resolve("app-quarkus/src/main/resources/db/directory"))) {
            assertThat(files.mapToInt(file -> Integer.parseInt(
                                    file.getFileName().toString().replaceFirst("^V(\\d+)__.*$", "$1")))
                            .max())
                    .hasValue(Integer.parseInt(DirectorySchema.VERSION));
        }
    }

    @Test
    void whatIsMigratedIsFit() {
        DirectoryDatabase.migrate(database);

        DirectorySchema.check(database.direct(TestDatabase.SERVICE));
    }

    @Test
    void noneAndAnOlderAndANewerAreRefused() {
        refused("at version none");

        DirectoryDatabase.migrate(database);
        database.administer(
                "insert into directory_migration select 999, '999', description, type, script, checksum, installed_by,"
                        + " installed_on, execution_time, success from directory_migration where version = '"
                        + DirectorySchema.VERSION + "'");
        refused("at version 999");

        database.administer(
                "delete from directory_migration where version in ('999', '" + DirectorySchema.VERSION + "')");
        refused("at version " + (Integer.parseInt(DirectorySchema.VERSION) - 1));

        // as it was before the service was let look at it
        database.administer("revoke select on directory_migration from countinghouse_service");
        refused("at version none");
    }

    @Test
    void aDatabaseThatIsDownIsUnavailable() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://localhost:1/nowhere");

        assertThatThrownBy(() -> DirectorySchema.check(nowhere)).isInstanceOf(UnavailableException.class);
    }

    private void refused(String reason) {
        assertThatIllegalStateException()
                .isThrownBy(() -> DirectorySchema.check(database.direct(TestDatabase.SERVICE)))
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .contains(reason, "needs " + DirectorySchema.VERSION, "run the migrations as the owner"));
    }
}
