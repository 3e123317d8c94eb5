package dev.countinghouse.app.engine;

import dev.countinghouse.adapter.postgres.PostgresSchema;
import dev.countinghouse.app.config.Settings;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.flywaydb.core.Flyway;

/** Brings the database to this version and refuses to serve one that does not fit. */
@Singleton
final class DatabaseStart {

    /** Before everything else that starts. */
    private static final int FIRST = 1;

    private final Settings.Database settings;
    private final Instance<AgroalDataSource> service;
    private final Instance<AgroalDataSource> system;
    private final Instance<AgroalDataSource> owner;
    private final Instance<Flyway> directory;
    private final EngineClock clock;

    DatabaseStart(
            Settings settings,
            Instance<AgroalDataSource> service,
            @DataSource("system") Instance<AgroalDataSource> system,
            @DataSource("owner") Instance<AgroalDataSource> owner,
            @FlywayDataSource("owner") Instance<Flyway> directory,
            EngineClock clock) {
        this.settings = settings.database();
        this.service = service;
        this.system = system;
        this.owner = owner;
        this.directory = directory;
        this.clock = clock;
    }

    void start(@Observes @Priority(FIRST) StartupEvent event) {
        if (settings.url().filter(url -> !url.isBlank()).isEmpty()) {
            throw new IllegalStateException(
                    "no database: set COUNTINGHOUSE_DATABASE_URL to jdbc:postgresql://host/name."
                            + " Nothing is billed into an empty one by mistake, so there is no default");
        }
        if (settings.migrate()) {
            PostgresSchema.migrate(owner.get());
            directory.get().migrate();
        }
        PostgresSchema.check(service.get(), system.get());
        DirectorySchema.check(service.get());
        clock.restore();
    }
}
