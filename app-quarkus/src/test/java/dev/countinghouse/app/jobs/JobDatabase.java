package dev.countinghouse.app.jobs;

import dev.countinghouse.adapter.postgres.database.TestDatabase;
import org.flywaydb.core.Flyway;

/** What the service's start makes of a database. */
final class JobDatabase {

    private JobDatabase() {}

    static void migrate(TestDatabase database) {
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
