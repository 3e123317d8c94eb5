package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.lease.InProcessLeases;
import java.time.InstantSource;

/** The same where most calls are decided without the storage. */
class RequestGuardWithLeasesTest extends RequestGuardTest {

    @Override
    protected BillingEngineBuilder wired(BillingEngineBuilder builder) {
        return builder.leases(new InProcessLeases("here", InstantSource.system()), MINUTE);
    }
}
