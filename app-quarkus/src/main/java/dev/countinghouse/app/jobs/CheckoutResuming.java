package dev.countinghouse.app.jobs;

import dev.countinghouse.app.payment.Payments;
import dev.countinghouse.billing.ports.driving.ResumeCheckouts;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Asks the payment provider what has become of checkouts that are not decided. */
@Singleton
final class CheckoutResuming implements Job {

    private static final int PAGE = 100;

    /** Empty where whoever takes the payments has no pages. */
    private final Optional<ResumeCheckouts> checkouts;

    CheckoutResuming(BillingEngine engine, Payments payments) {
        this.checkouts = payments.hasPages() ? Optional.of(engine.resumeCheckouts()) : Optional.empty();
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
        checkouts.ifPresent(CheckoutResuming::runAll);
    }

    private static void runAll(ResumeCheckouts checkouts) {
        int done = PAGE;
        while (done == PAGE) {
            done = checkouts.resume(PAGE);
        }
    }
}
