package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.time.Duration;

/**
 * One call of all that commands and jobs make to storage and to the provider fails, and with it the process; another one goes
 * on. What the test itself looks at does not fail.
 */
final class CutOffCourse extends Course {

    /** Nothing is claimed longer than that. */
    private static final Duration CLAIMS = Duration.ofMinutes(21);

    /** What has failed is not put off longer than that. */
    private static final Duration FAILURES = Duration.ofHours(1);

    private final FailingStorage failing;
    private final CheckoutCase test;

    CutOffCourse(FailingStorage failing, CheckoutCase test) {
        this.failing = failing;
        this.test = test;
    }

    @Override
    void command(Runnable command) {
        if (isCutOff(command)) {
            test.restart();
            command.run();
        }
    }

    @Override
    void job(Runnable job) {
        if (isCutOff(job)) {
            test.restart();
            test.later(CLAIMS);
            test.runJobs();
            job.run();
            test.later(FAILURES);
            test.runJobs();
        }
    }

    /** Somebody may handle the failure without saying so. */
    private boolean isCutOff(Runnable step) {
        boolean wasCutOff = failing.hasFailed();
        failing.arm();
        try {
            step.run();
        } catch (UnavailableException crashed) {
            // it counts as one that is handled
        } finally {
            failing.disarm();
        }
        return failing.hasFailed() && !wasCutOff;
    }

    @Override
    <T> T way(Class<T> port, T provider) {
        return failing.failing(port, provider);
    }
}
