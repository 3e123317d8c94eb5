package dev.countinghouse.app.rest.gate;

import dev.countinghouse.app.jobs.Purge;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Has calls forgotten that are over for as long as answers to repeated calls are kept. */
@Singleton
final class ReservationsPurge implements Purge {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final int AT_ONCE = 10_000;

    private final Storage storage;

    ReservationsPurge(Storage storage) {
        this.storage = storage;
    }

    @Override
    public String what() {
        return "calls that are over";
    }

    @Override
    public int purge(Instant now) {
        int all = 0;
        int forgotten = AT_ONCE;
        while (forgotten >= AT_ONCE) {
            forgotten = storage.transactions()
                    .inTransaction(Scope.SYSTEM, () -> storage.reservations().forget(now.minus(KEPT), AT_ONCE));
            all += forgotten;
        }
        return all;
    }
}
