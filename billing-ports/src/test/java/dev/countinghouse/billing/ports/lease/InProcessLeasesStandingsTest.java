package dev.countinghouse.billing.ports.lease;

import dev.countinghouse.billing.ports.driven.LeaseHolder;
import dev.countinghouse.billing.ports.driven.LeaseHolderStandingsContract;

class InProcessLeasesStandingsTest extends LeaseHolderStandingsContract {

    @Override
    protected LeaseHolder emptyHolder() {
        return new InProcessLeases("process-1", () -> NOW);
    }
}
