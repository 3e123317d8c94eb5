package dev.countinghouse.app.payment;

import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.jobs.Job;
import dev.countinghouse.app.jobs.Workers;
import dev.countinghouse.billing.domain.notice.KeptNotice;
import dev.countinghouse.billing.ports.driving.WorkOffNotices;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * Works off the payment provider's notices: at once in the process that has kept one, and what is tried again or was left by
 * somebody by the job. Different threads work at different objects.
 */
@Singleton
public final class NoticeWorkers implements Job {

    private static final Logger LOG = Logger.getLogger(NoticeWorkers.class);

    private static final int THREADS = 4;

    /** Only who finds nobody waiting adds one, so there are as many as look at the same time. */
    private static final int WAITING = 1_000;

    private final WorkOffNotices notices;
    private final boolean atOnce;
    private final Duration every;
    private final Workers threads;
    private final Set<CompletableFuture<Void>> running = ConcurrentHashMap.newKeySet();
    private final Counter done;
    private final Counter ignored;
    private final Counter failed;
    private final Counter dead;

    @Inject
    NoticeWorkers(BillingEngine engine, Settings settings, MeterRegistry metrics) {
        this(engine.workOffNotices(), settings.jobs().enabled(), settings.jobs().pollingInterval(), metrics);
    }

    /** @param atOnce whether to follow those who wake it; a process without jobs leaves all work to others */
    NoticeWorkers(WorkOffNotices notices, boolean atOnce, Duration every, MeterRegistry metrics) {
        this.notices = notices;
        this.atOnce = atOnce;
        this.every = every;
        this.threads = new Workers("notices", THREADS, WAITING);
        this.done = counter("done", metrics);
        this.ignored = counter("ignored", metrics);
        this.failed = counter("failed", metrics);
        this.dead = counter("dead", metrics);
    }

    private static Counter counter(String outcome, MeterRegistry metrics) {
        return Counter.builder("countinghouse.notices.worked")
                .description("Attempts to work off a notice; one that failed is repeated, one that is dead is not")
                .tag("outcome", outcome)
                .register(metrics);
    }

    @Override
    public String name() {
        return "work-off-notices";
    }

    @Override
    public Duration every() {
        return every;
    }

    /** Returns when all is worked off that was due, also by those who were woken before. */
    @Override
    public void run() {
        List<CompletableFuture<Void>> all = new ArrayList<>(running);
        for (int i = 0; i < THREADS; i++) {
            all.add(start());
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }

    /**
     * There is something to do. Does not wait, and never fails: whoever has kept a notice has done his part. A worker that has
     * not begun yet will find it.
     */
    public void wake() {
        if (atOnce && !threads.hasWaiting()) {
            try {
                start().exceptionally(failure -> {
                    LOG.warnf("notices are left to the job: %s", failure);
                    return null;
                });
            } catch (RejectedExecutionException stopped) {
                LOG.debug("notices are left to other processes");
            }
        }
    }

    private CompletableFuture<Void> start() {
        CompletableFuture<Void> work = CompletableFuture.runAsync(this::work, threads);
        running.add(work);
        work.whenComplete((nothing, failure) -> running.remove(work));
        return work;
    }

    private void work() {
        Optional<KeptNotice> worked = Optional.empty();
        do {
            worked = threads.isStopping() ? Optional.empty() : notices.next();
            worked.ifPresent(this::count);
        } while (worked.isPresent());
    }

    private void count(KeptNotice worked) {
        switch (worked.state()) {
            case DONE -> done.increment();
            case IGNORED -> ignored.increment();
            case DEAD -> {
                dead.increment();
                LOG.errorf(
                        "notice %s of type %s is given up after %d attempts: %s",
                        worked.id(),
                        worked.notice().type(),
                        worked.attempts(),
                        worked.lastFailure().orElse(""));
            }
            case WAITING, WORKING -> failed.increment();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    void close() {
        threads.stop();
    }
}
