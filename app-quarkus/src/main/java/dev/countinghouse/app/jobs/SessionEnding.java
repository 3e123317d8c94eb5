package dev.countinghouse.app.jobs;

import dev.countinghouse.app.engine.EngineClock;
import dev.countinghouse.billing.ports.driving.RunSessions;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * Ends sessions that gave no sign of life, whose credits ran out or whose time is over. Since when signs of life were heard
 * is since this process began, so that after an outage of all of them nobody's session is taken to be dead.
 */
@Singleton
final class SessionEnding implements Job {

    private static final int PAGE = 100;

    private final RunSessions sessions;
    private final Instant listeningSince;

    SessionEnding(BillingEngine engine, EngineClock clock) {
        this.sessions = engine.runSessions();
        this.listeningSince = clock.instant();
    }

    @Override
    public String name() {
        return "end-sessions";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(15);
    }

    @Override
    public void run() {
        int ended = PAGE;
        while (ended == PAGE) {
            ended = sessions.endDue(listeningSince, PAGE);
        }
    }
}
