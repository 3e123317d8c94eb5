package dev.countinghouse.app.jobs;

import dev.countinghouse.billing.ports.driving.ResumePurchases;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Asks the payment provider what has become of purchases and refunds that are not decided. */
@Singleton
final class PurchaseResuming implements Job {

    private static final int PAGE = 100;

    private final ResumePurchases purchases;

    PurchaseResuming(BillingEngine engine) {
        this.purchases = engine.resumePurchases();
    }

    @Override
    public String name() {
        return "resume-purchases";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        int asked = PAGE;
        while (asked == PAGE) {
            asked = purchases.resume(PAGE);
        }
    }
}
