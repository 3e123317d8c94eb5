package dev.countinghouse.app.jobs;

import dev.countinghouse.billing.ports.driving.SyncCustomers;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Brings accounts and their customers at the payment provider together. */
@Singleton
final class CustomerSyncing implements Job {

    private static final int PAGE = 100;

    private final SyncCustomers customers;

    CustomerSyncing(BillingEngine engine) {
        this.customers = engine.syncCustomers();
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
        int done = PAGE;
        while (done == PAGE) {
            done = customers.sync(PAGE);
        }
    }
}
