package dev.countinghouse.app.rest.clock;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.engine.EngineClock;
import dev.countinghouse.app.rest.problem.ProblemException;
import jakarta.inject.Singleton;

/** Only where the service has a test clock, and only for who may move everybody's. */
@Singleton
class TestClockAccess {

    private final EngineClock clock;
    private final Caller caller;

    TestClockAccess(EngineClock clock, Caller caller) {
        this.clock = clock;
        this.caller = caller;
    }

    void require() {
        caller.requireUnbound();
        if (!clock.isMovable()) {
            throw ProblemException.notFound("test clock here: the service runs by the system's");
        }
    }
}
