package dev.countinghouse.app;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import org.flywaydb.core.Flyway;

/** What the service's start makes of a database. */
public final class DirectoryDatabase {

    private DirectoryDatabase() {}

    public static void migrate(TestDatabase database) {
        Flyway.configure()
                .dataSource(database.direct(TestDatabase.OWNER))
                .locations("classpath:db/directory")
                .table("directory_migration")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
