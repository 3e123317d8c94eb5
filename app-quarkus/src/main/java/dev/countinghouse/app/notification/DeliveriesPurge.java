package dev.countinghouse.app.notification;

import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.jobs.Purge;
import dev.countinghouse.billing.ports.driving.ForgetDeliveries;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Has the log of deliveries forgotten. */
@Singleton
final class DeliveriesPurge implements Purge {

    private final ForgetDeliveries deliveries;
    private final Duration age;

    DeliveriesPurge(BillingEngine engine, Settings settings) {
        this.deliveries = engine.forgetDeliveries();
        this.age = settings.webhooks().keepLog();
    }

    @Override
    public String what() {
        return "deliveries";
    }

    /** They age by the clock of the world, which nobody moves. */
    @Override
    public int purge(Instant now) {
        return deliveries.forget(age);
    }
}
