package dev.countinghouse.app.jobs;

import dev.countinghouse.billing.ports.driving.CollectInvoices;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Gets invoices paid, and does what follows when they are not. */
@Singleton
final class InvoiceCollecting implements Job {

    private static final int PAGE = 100;

    /** Each waits for the provider most of the time. */
    private static final int THREADS = 8;

    private final CollectInvoices invoices;
    private final Workers threads = new Workers("collecting", THREADS, 2 * PAGE);

    InvoiceCollecting(BillingEngine engine) {
        this.invoices = engine.collectInvoices();
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
        while (done >= PAGE && !threads.isStopping()) {
            done = invoices.collect(PAGE, threads);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        threads.stop();
    }
}
