package dev.countinghouse.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SchemaTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void aMigratedDatabaseWithTheThreeRolesIsFit() {
        PostgresSchema.check(DATABASE.direct(TestDatabase.SERVICE), DATABASE.direct(TestDatabase.SYSTEM));
    }

    @Test
    void migratingAgainChangesNothing() {
        PostgresSchema.migrate(DATABASE.direct(TestDatabase.OWNER));
        PostgresSchema.check(DATABASE.direct(TestDatabase.SERVICE), DATABASE.direct(TestDatabase.SYSTEM));
    }
}
