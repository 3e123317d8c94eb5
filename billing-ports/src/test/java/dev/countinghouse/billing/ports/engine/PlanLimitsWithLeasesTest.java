package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.domain.quota.Verdict.Reason.LIMIT_REACHED;
import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;

import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.inmemory.InMemoryStorage;
import dev.countinghouse.billing.ports.lease.InProcessLeases;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same where most calls are decided without the storage; and whoever else has terms and leases sees the next plan. */
class PlanLimitsWithLeasesTest extends PlanLimitsContract {

    private final InProcessLeases leases = new InProcessLeases("here", InstantSource.system());
    private BillingEngine other;

    @Override
    protected Storage emptyStorage() {
        return InMemoryStorage.empty();
    }

    @Override
    protected BillingEngineBuilder wired(BillingEngineBuilder builder) {
        return builder.leases(leases, MINUTE);
    }

    @BeforeEach
    void replicate() {
        other = new Workbench(bench.storage, bench.clock, this::wired).engine;
    }

    @Test
    void anotherReplicaDoesNotSpendAfterADowngradeWhatTheOldPlanLent() {
        subscribe("large");
        lendAfter(100);
        bench.change(toPlan("small", When.NOW));
        nothingIsLeft();
    }

    @Test
    void norAfterAnAddOnHasEnded() {
        subscribe("small");
        bench.subscribe(bench.order(EXTRA, ACME, "boost", 1));
        bench.clock.advance(Duration.ofSeconds(1));
        lendAfter(100);
        bench.change(EXTRA, new Step.Cancel(When.NOW, false));
        nothingIsLeft();
    }

    @Test
    void norAfterAChangeThatWasScheduled() {
        subscribe("large");
        bench.change(toPlan("small", When.PERIOD_END));
        bench.on("2026-04-10T11:59:30Z");
        lendAfter(100);
        bench.on("2026-04-10T12:00:00Z");
        nothingIsLeft();
    }

    @Test
    void norAfterATrial() {
        tryOut("small");
        bench.on("2026-03-17T11:59:30Z");
        lendAfter(100);
        bench.on("2026-03-17T12:00:00Z");
        nothingIsLeft();
    }

    /** Two of what is left of the user's day are lent, of which one is spent. */
    private void lendAfter(long used) {
        bench.use(ACME, "llm", Map.of("tokens", used, "user", "ann"));
        admitted(other.admitCalls().reserve(of("lent", 1, "ann"), Duration.ofSeconds(1)));
    }

    private void nothingIsLeft() {
        refused(other.admitCalls().reserve(of("more", 1, "ann"), Duration.ofSeconds(1)), LIMIT_REACHED);
    }
}
