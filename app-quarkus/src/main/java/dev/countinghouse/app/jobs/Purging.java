package dev.countinghouse.app.jobs;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.logging.Logger;

/** Calls every {@link Purge}; one that fails does not hold back the others. */
@Singleton
final class Purging implements Job {

    private static final Logger LOG = Logger.getLogger(Purging.class);

    private final List<Purge> purges;
    private final InstantSource clock;

    Purging(@All List<Purge> purges, InstantSource clock) {
        this.purges = purges;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "purge";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        for (Purge purge : purges) {
            try {
                int deleted = purge.purge(clock.instant().truncatedTo(ChronoUnit.MICROS));
                LOG.debugf("%d %s purged", deleted, purge.what());
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "%s could not be purged", purge.what());
            }
        }
    }
}
