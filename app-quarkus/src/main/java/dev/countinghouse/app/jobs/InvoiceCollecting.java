package dev.countinghouse.app.jobs;

import dev.countinghouse.billing.ports.driving.CollectInvoices;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Gets invoices paid, and does what follows when they are not. */
@Singleton
final class InvoiceCollecting implements Job {

    private static final int PAGE = 100;

    private final CollectInvoices invoices;

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
        while (done >= PAGE) {
            done = invoices.collect(PAGE);
        }
    }
}
