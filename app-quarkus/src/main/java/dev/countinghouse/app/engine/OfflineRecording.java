package dev.countinghouse.app.engine;

import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Records what this process has admitted while the database was away. No job of the scheduler, which asks the database whose
 * turn it is: what is to be recorded is in the memory of this process.
 */
@Singleton
final class OfflineRecording {

    private static final Logger LOG = Logger.getLogger(OfflineRecording.class);
    private static final long SECONDS = 5;

    private final BillingEngine engine;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "offline-calls");
        thread.setDaemon(true);
        return thread;
    });

    OfflineRecording(BillingEngine engine) {
        this.engine = engine;
    }

    void start(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(this::record, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    /** What cannot be recorded now either is gone with the process. */
    void stop(@Observes ShutdownEvent event) {
        timer.shutdown();
        record();
    }

    private void record() {
        try {
            int recorded = engine.settleCalls().recordOffline();
            if (recorded > 0) {
                LOG.infof("%d calls were recorded that ran while the database was away", recorded);
            }
        } catch (UnavailableException stillAway) {
            LOG.warn("calls that ran while the database is away wait to be recorded");
        } catch (RuntimeException defect) {
            LOG.error("calls that ran while the database was away could not be recorded", defect);
        }
    }
}
