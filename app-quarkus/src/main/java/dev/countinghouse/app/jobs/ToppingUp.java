package dev.countinghouse.app.jobs;

import dev.countinghouse.billing.ports.driving.RunTopUps;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Buys credits for accounts that want it and have few left. */
@Singleton
final class ToppingUp implements Job {

    private static final int PAGE = 100;

    private final RunTopUps topUps;

    ToppingUp(BillingEngine engine) {
        this.topUps = engine.runTopUps();
    }

    @Override
    public String name() {
        return "run-top-ups";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        int begun = PAGE;
        while (begun == PAGE) {
            begun = topUps.run(PAGE);
        }
    }
}
