package dev.countinghouse.app.jobs;

import dev.countinghouse.app.config.Settings;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the jobs once the database is fit, and lets them finish before the service goes. */
@Singleton
final class JobsStart {

    private static final Logger LOG = Logger.getLogger(JobsStart.class);

    private final Settings.Jobs settings;
    private final AgroalDataSource system;
    private final List<Job> jobs;
    private final MeterRegistry metrics;
    private @Nullable JobScheduler scheduler;

    JobsStart(
            Settings settings,
            @DataSource("system") AgroalDataSource system,
            @All List<Job> jobs,
            MeterRegistry metrics) {
        this.settings = settings.jobs();
        this.system = system;
        this.jobs = jobs;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        if (!settings.enabled()) {
            LOG.info("jobs are switched off: another process has to run them");
            return;
        }
        JobScheduler started = new JobScheduler(system, jobs, settings.pollingInterval(), metrics);
        started.start();
        scheduler = started;
    }

    void stop(@Observes ShutdownEvent event) {
        if (scheduler != null) {
            scheduler.close();
        }
    }
}
