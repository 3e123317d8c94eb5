package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Entitlement;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadEntitlementsTest {

    private static final Map<FeatureKey, Entitlement> SMALL = Map.of(
            new FeatureKey("export"), new Entitlement.Switch(true),
            new FeatureKey("runs"), new Entitlement.Metered(new MeterKey("tokens")));

    private final Workbench bench = Shop.opened();

    @Test
    void thePlanAndItsAddOnsSayWhatMayBeUsed() {
        bench.subscribe(ACME, "small");
        assertThat(entitlements()).isEqualTo(SMALL);

        bench.on("2026-03-02T00:00:00Z");
        bench.subscribe(bench.order(new SubscriptionId("extra"), ACME, "boost", 1));
        assertThat(entitlements())
                .containsAllEntriesOf(SMALL)
                .containsEntry(new FeatureKey("models"), new Entitlement.Static(List.of("big")));
    }

    @Test
    void nothingMayBeUsedWithoutASubscriptionOrInAPause() {
        assertThat(entitlements()).isEmpty();
        bench.subscribe(ACME, "small");
        bench.on("2026-03-02T00:00:00Z").change(new Step.Pause());
        assertThat(entitlements()).isEmpty();
    }

    private Map<FeatureKey, Entitlement> entitlements() {
        return bench.engine.readEntitlements().entitlements(ACME);
    }
}
