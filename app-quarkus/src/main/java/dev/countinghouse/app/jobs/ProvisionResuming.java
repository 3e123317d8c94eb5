package dev.countinghouse.app.jobs;

import dev.countinghouse.billing.ports.driving.ResumeProvisions;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Goes on with what is being created or deleted at the provider of infrastructure. */
@Singleton
final class ProvisionResuming implements Job {

    private static final int PAGE = 100;

    private final ResumeProvisions provisions;

    ProvisionResuming(BillingEngine engine) {
        this.provisions = engine.resumeProvisions();
    }

    @Override
    public String name() {
        return "resume-provisions";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(15);
    }

    @Override
    public void run() {
        int resumed = PAGE;
        while (resumed == PAGE) {
            resumed = provisions.resume(PAGE);
        }
    }
}
