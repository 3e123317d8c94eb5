package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle.Anchor;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.ChangeSubscription;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.StartSubscription.Order;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Changes that are not made, and why. */
class RefusedChangesTest {

    private static final SubscriptionId EXTRA = new SubscriptionId("extra");
    private static final Step END_NOW = new Step.Cancel(When.NOW, false);

    private final Workbench bench = Shop.opened();

    @TestFactory
    Stream<DynamicTest> wrongInputIsRefusedByNameAndChangesNothing() {
        bench.subscribe(ACME, "small");
        bench.on("2026-03-10T00:00:00Z");
        bench.subscribe(bench.order(EXTRA, ACME, "boost", 1));
        bench.on("2026-03-11T00:00:00Z");
        return WrongInput.to(bench)
                .isRefused("an unknown subscription", () -> change("nobody", new Step.Pause()), "'nobody'")
                .isRefused("its preview", () -> preview("nobody", new Step.Pause()), "'nobody'")
                .isRefused("an unknown plan", () -> change("main", toPlan("smal", When.NOW)), "'smal'", "small")
                .isRefused("a preview of it", () -> preview("main", toPlan("smal", When.NOW)), "'smal'")
                .isRefused("no quantity", () -> change("main", quantity(0, When.NOW)), "quantity", "0")
                .isRefused("less", () -> change("main", quantity(-1, When.PERIOD_END)), "quantity", "-1")
                .isRefused("another currency", () -> change("main", toPlan("euro", When.NOW)), "EUR", "USD")
                .isRefused("an add-on as main", () -> change("main", toPlan("boost", When.NOW)), "boost", "add-on")
                .isRefused("a main plan as add-on", () -> change("extra", toPlan("small", When.NOW)), "small", "main")
                .isRefused("leaving add-ons behind", () -> change("main", toPlan("weekly", When.NOW)), "add-ons")
                .isRefused(
                        "another rhythm than the main plan",
                        () -> change("extra", toPlan("weekly-boost", When.NOW)),
                        "weekly-boost",
                        "month")
                .isRefused("an unknown meter", () -> change("main", cap("token")), "'token'", "tokens")
                .isRefused("nothing to resume", () -> change("main", new Step.Resume()), "resume")
                .isRefused("nothing scheduled", () -> change("main", new Step.DropScheduledChange()), "scheduled")
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> whatHasEndedStaysEnded() {
        bench.subscribe(ACME, "small");
        bench.on("2026-03-10T00:00:00Z");
        bench.change(END_NOW);
        bench.on("2026-03-11T00:00:00Z");
        return WrongInput.to(bench)
                .isRefused("a change", () -> change("main", toPlan("large", When.NOW)), "canceled")
                .isRefused("a change at the end", () -> change("main", toPlan("large", When.PERIOD_END)), "canceled")
                .isRefused("a change to the same", () -> change("main", toPlan("small", When.NOW)), "canceled")
                .isRefused("an end", () -> change("main", END_NOW), "ended", "2026-03-10")
                .isRefused("a later end", () -> change("main", new Step.Cancel(When.PERIOD_END, true)), "ended")
                .isRefused("a resumption", () -> change("main", new Step.Resume()), "ended", "new one")
                .isRefused("a pause", () -> change("main", new Step.Pause()), "canceled")
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> whatIsPausedOrCanceledHasToBeResumedFirst() {
        bench.open(GLOBEX).subscribe(ACME, "small");
        bench.subscribe(GLOBEX, "small");
        bench.on("2026-03-10T00:00:00Z");
        bench.change(new Step.Pause());
        bench.change(new SubscriptionId("main-globex"), new Step.Cancel(When.PERIOD_END, false));
        return WrongInput.to(bench)
                .isRefused("paused", () -> change("main", toPlan("large", When.NOW)), "paused")
                .isRefused("paused twice", () -> change("main", new Step.Pause()), "paused")
                .isRefused("paused, to the same", () -> change("main", toPlan("small", When.NOW)), "paused")
                .isRefused("canceled", () -> change("main-globex", toPlan("large", When.NOW)), "resume it first")
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> feesThatWereInvoicedAtThisVeryInstantCannotBeDecidedAnew() {
        bench.subscribe(ACME, "small");
        bench.on("2026-04-01T00:00:00Z").close(ACME);
        return WrongInput.to(bench)
                .isRefused("a change", () -> change("main", toPlan("large", When.NOW)), "invoiced", "2026-04-01")
                .isRefused("an end", () -> change("main", END_NOW), "invoiced", "2026-04-01")
                .isRefused("a pause", () -> change("main", new Step.Pause()), "invoiced", "2026-04-01")
                .isRefused("a preview", () -> preview("main", toPlan("large", When.NOW)), "invoiced")
                .tests();
    }

    @Test
    void aPauseCannotEndAtTheInstantThatWasInvoicedWithoutFees() {
        bench.subscribe(ACME, "small");
        bench.on("2026-03-10T00:00:00Z");
        bench.change(new Step.Pause());
        bench.on("2026-04-01T00:00:00Z").close(ACME);

        assertThat(change("main", new Step.Resume()).toString()).contains("invoiced");
        bench.on("2026-04-01T00:00:01Z");
        bench.change(new Step.Resume());
    }

    @Test
    void whatWasToEndCannotGoOnIntoItsSuccessor() {
        bench.subscribe(ACME, "small");
        bench.on("2026-03-10T00:00:00Z");
        bench.change(new Step.Cancel(When.PERIOD_END, false));
        bench.engine
                .startSubscription()
                .start(new Order(
                        new SubscriptionId("next"),
                        ACME,
                        new PlanKey("large"),
                        1,
                        Instant.parse("2026-04-01T00:00:00Z"),
                        Anchor.START,
                        false,
                        List.of()));
        StoredState before = StoredState.of(bench.storage);

        assertThat(change("main", new Step.Resume()).toString()).contains("next", "2026-04-01T00:00:00Z");
        assertThat(StoredState.of(bench.storage)).isEqualTo(before);
    }

    private Object change(String id, Step step) {
        return bench.engine.changeSubscription().change(new SubscriptionId(id), step);
    }

    private Object preview(String id, Step step) {
        return bench.engine.changeSubscription().preview(new SubscriptionId(id), step);
    }

    private static Step quantity(long quantity, ChangeSubscription.When when) {
        return new Step.ToPlan(new PlanKey("large"), quantity, when);
    }

    private static Step cap(String meter) {
        return new Step.CapOverage(new TreeSet<>(List.of(new MeterKey(meter))));
    }
}
