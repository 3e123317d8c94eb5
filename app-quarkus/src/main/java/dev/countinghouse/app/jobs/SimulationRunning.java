package dev.countinghouse.app.jobs;

import dev.countinghouse.app.config.Settings;
import dev.countinghouse.billing.ports.driving.RunSimulations;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Works off ordered simulations, some accounts at a time: a service that is stopped does not have to wait for all. */
@Singleton
final class SimulationRunning implements Job {

    private static final int ACCOUNTS = 500;

    private final RunSimulations simulations;
    private final Duration every;

    SimulationRunning(BillingEngine engine, Settings settings) {
        this.simulations = engine.runSimulations();
        this.every = settings.jobs().pollingInterval();
    }

    @Override
    public String name() {
        return "run-simulations";
    }

    @Override
    public Duration every() {
        return every;
    }

    @Override
    public void run() {
        simulations.run(ACCOUNTS);
    }
}
