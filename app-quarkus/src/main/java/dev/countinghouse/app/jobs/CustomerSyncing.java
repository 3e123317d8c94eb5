package dev.countinghouse.app.jobs;

import dev.countinghouse.app.payment.Payments;
import dev.countinghouse.billing.ports.driving.SyncCustomers;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Brings accounts and their customers at the payment provider together. */
@Singleton
final class CustomerSyncing implements Job {

    private static final int PAGE = 100;

    /** Empty where whoever takes the payments has no pages. */
    private final Optional<SyncCustomers> customers;

    CustomerSyncing(BillingEngine engine, Payments payments) {
        this.customers = payments.hasPages() ? Optional.of(engine.syncCustomers()) : Optional.empty();
    }

    @Override
    public String name() {
        return "sync-customers";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void run() {
        customers.ifPresent(CustomerSyncing::runAll);
    }

    private static void runAll(SyncCustomers customers) {
        int done = PAGE;
        while (done == PAGE) {
            done = customers.sync(PAGE);
        }
    }
}
