package dev.countinghouse.app.payment;

import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.jobs.Purge;
import dev.countinghouse.billing.ports.driving.ForgetNotices;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Has notices forgotten, with the personal data in them. */
@Singleton
final class NoticesPurge implements Purge {

    private final ForgetNotices notices;
    private final Duration age;

    NoticesPurge(BillingEngine engine, Settings settings) {
        this.notices = engine.forgetNotices();
        this.age = settings.payments().keepNotices();
    }

    @Override
    public String what() {
        return "notices";
    }

    /** They age by the clock of the world, which nobody moves. */
    @Override
    public int purge(Instant now) {
        return notices.forget(age);
    }
}
