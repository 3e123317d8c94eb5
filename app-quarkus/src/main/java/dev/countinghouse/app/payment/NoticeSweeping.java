package dev.countinghouse.app.payment;

import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.jobs.Job;
import dev.countinghouse.billing.ports.driving.SweepNotices;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Fetches notices that the payment provider could not deliver. */
@Singleton
final class NoticeSweeping implements Job {

    private static final Logger LOG = Logger.getLogger(NoticeSweeping.class);

    /** As long as providers keep them. */
    private static final Duration MOST_BACK = Duration.ofDays(30);

    private final SweepNotices notices;
    private final Duration back;
    private final NoticeWorkers workers;
    private final Counter fetched;
    private final Counter unclear;

    NoticeSweeping(BillingEngine engine, Settings settings, NoticeWorkers workers, MeterRegistry metrics) {
        this.notices = engine.sweepNotices();
        Duration kept = settings.payments().keepNotices();
        // older ones may be forgotten, and would be taken for new
        this.back = kept.compareTo(MOST_BACK) < 0 ? kept : MOST_BACK;
        this.workers = workers;
        this.fetched = counter("fetched", metrics);
        this.unclear = counter("unclear", metrics);
    }

    private static Counter counter(String outcome, MeterRegistry metrics) {
        return metrics.counter("countinghouse.notices.received", "outcome", outcome);
    }

    @Override
    public String name() {
        return "sweep-notices";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        SweepNotices.Swept swept = notices.sweep(back);
        fetched.increment(swept.kept());
        unclear.increment(swept.unclear());
        if (swept.unclear() > 0) {
            LOG.errorf("%d notices that were fetched are not clear, and are not worked off", swept.unclear());
        }
        if (swept.kept() > 0) {
            LOG.infof("%d notices had not been delivered and were fetched", swept.kept());
            workers.wake();
        }
    }
}
