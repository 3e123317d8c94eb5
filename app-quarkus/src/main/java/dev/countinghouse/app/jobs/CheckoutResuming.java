package dev.countinghouse.app.jobs;

import dev.countinghouse.billing.ports.driving.ResumeCheckouts;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Asks the payment provider what has become of checkouts that are not decided. */
@Singleton
final class CheckoutResuming implements Job {

    private static final int PAGE = 100;

    private final ResumeCheckouts checkouts;

    CheckoutResuming(BillingEngine engine) {
        this.checkouts = engine.resumeCheckouts();
    }

    @Override
    public String name() {
        return "resume-checkouts";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        int done = PAGE;
        while (done == PAGE) {
            done = checkouts.resume(PAGE);
        }
    }
}
