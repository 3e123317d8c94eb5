package dev.countinghouse.app.jobs;

import dev.countinghouse.billing.ports.driving.CollectInvoices;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Gets invoices paid, and does what follows when they are not. */
@Singleton
final class InvoiceCollecting implements Job {

    private static final int PAGE = 100;

    /** Each waits for the provider most of the time. */
    private static final int THREADS = 8;

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final CollectInvoices invoices;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(2 * PAGE),
            InvoiceCollecting::thread);

    InvoiceCollecting(BillingEngine engine) {
        this.invoices = engine.collectInvoices();
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "collecting");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public String name() {
        return "collect-invoices";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void run() {
        int done = PAGE;
        while (done >= PAGE) {
            done = invoices.collect(PAGE, threads);
        }
    }
}
