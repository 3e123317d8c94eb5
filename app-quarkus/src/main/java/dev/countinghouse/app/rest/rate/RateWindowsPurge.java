package dev.countinghouse.app.rest.rate;

import dev.countinghouse.app.jobs.Purge;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Has hours that are over forgotten. */
@Singleton
final class RateWindowsPurge implements Purge {

    private final RateWindows windows;

    RateWindowsPurge(RateWindows windows) {
        this.windows = windows;
    }

    @Override
    public String what() {
        return "hours in which calls were counted";
    }

    @Override
    public int purge(Instant now) {
        return windows.purge(now);
    }
}
