package dev.countinghouse.app.operations;

import dev.countinghouse.adapter.postgres.PostgresSchema;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Ready is who reaches the database with both logins and finds it at the version it was built for. */
@Readiness
@Singleton
final class DatabaseReady implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(DatabaseReady.class);

    private final AgroalDataSource service;
    private final AgroalDataSource system;

    DatabaseReady(AgroalDataSource service, @DataSource("system") AgroalDataSource system) {
        this.service = service;
        this.system = system;
    }

    /** Health is open to everybody, so it does not say which host did not answer; the log does. */
    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("database");
        try {
            PostgresSchema.check(service, system);
            return answer.up().build();
        } catch (UnavailableException failure) {
            LOG.warn(failure.getMessage());
            return answer.down().withData("reason", "does not answer").build();
        } catch (IllegalStateException failure) {
            LOG.warn(failure.getMessage());
            return answer.down().withData("reason", "does not fit this program").build();
        }
    }
}
