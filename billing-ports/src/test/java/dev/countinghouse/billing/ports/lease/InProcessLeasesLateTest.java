package dev.countinghouse.billing.ports.lease;

import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.LeaseHolderLateContract;

class InProcessLeasesLateTest extends LeaseHolderLateContract {

    @Override
    protected LeaseHolder emptyHolder() {
        return new InProcessLeases("process-1", () -> NOW);
    }
}
