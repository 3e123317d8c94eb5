package dev.countinghouse.app.jobs;

import dev.countinghouse.billing.ports.driving.CopyInvoices;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Asks a provider that invoices for what no notice told of his invoices. */
@Singleton
final class InvoiceCopying implements Job {

    private static final int PAGE = 100;

    /** Empty where nobody else invoices. */
    private final Optional<CopyInvoices> invoices;

    InvoiceCopying(BillingEngine engine) {
        this.invoices = engine.followsInvoices() ? Optional.of(engine.copyInvoices()) : Optional.empty();
    }

    @Override
    public String name() {
        return "copy-invoices";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void run() {
        invoices.ifPresent(InvoiceCopying::runAll);
    }

    private static void runAll(CopyInvoices invoices) {
        int asked;
        do {
            asked = invoices.copyDue(PAGE);
        } while (asked == PAGE);
    }
}
