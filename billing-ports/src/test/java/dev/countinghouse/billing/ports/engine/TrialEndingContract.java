package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.StartSubscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever is in a trial hears of its end three days before, once. */
public abstract class TrialEndingContract {

    private final List<OutboxMessage> told = new ArrayList<>();
    private Workbench bench;

    protected abstract Storage emptyStorage();

    private void trying(String plan) {
        told.clear();
        bench = new Workbench(
                emptyStorage(), new HandClock(Instant.parse("2026-03-01T00:00:00Z")), wiring -> wiring.sink(told::add));
        bench.engine.publishCatalogue().publish(CATALOGUE);
        bench.open(ACME)
                .subscribe(new StartSubscription.Order(
                        MAIN,
                        ACME,
                        new PlanKey(plan),
                        1,
                        bench.clock.instant(),
                        Lifecycle.Anchor.START,
                        true,
                        List.of()));
    }

    private static final Catalogue CATALOGUE = Workbench.catalogue(
            """
            catalogue: 1
            currency: USD
            meters:
              tokens: {name: Tokens, unit: token, event: used, aggregation: sum, property: tokens}
            plans:
              free: {every: month}
              trying:
                every: month
                phases: [{key: trial, trial: true, for: 14 days}]
                charges:
                  base: {name: Trying, fee: 20.00}
              glance:
                every: month
                phases: [{key: trial, trial: true, for: 3 days}]
                charges:
                  base: {name: Glance, fee: 20.00}
            """);

    private List<String> reminders() {
        bench.engine.checkAlerts().checkDue();
        bench.engine.deliverMessages().deliverDue();
        return told.stream()
                .filter(message -> message.type().equals("subscription.trial_ending"))
                .map(message -> message.key() + " at " + message.at())
                .toList();
    }

    @Test
    void threeDaysBeforeItIsToldOnce() {
        trying("trying");
        assertThat(reminders()).isEmpty();
        bench.on("2026-03-11T23:59:59Z");
        assertThat(reminders()).isEmpty();
        bench.on("2026-03-12T00:00:00Z");
        List<String> told = List.of("main@2026-03-15T00:00:00Z at 2026-03-12T00:00:00Z");
        assertThat(reminders()).isEqualTo(told);
        bench.use(ACME, "used", Map.of("tokens", 1));
        bench.on("2026-03-13T00:00:00Z");
        assertThat(reminders()).isEqualTo(told);
        bench.on("2026-03-20T00:00:00Z");
        assertThat(reminders()).isEqualTo(told);
    }

    @Test
    void whoLooksLateTellsAsLongAsTheTrialRuns() {
        trying("trying");
        bench.on("2026-03-14T12:00:00Z");
        assertThat(reminders()).hasSize(1);
        trying("trying");
        bench.on("2026-03-15T00:00:00Z");
        assertThat(reminders()).isEmpty();
    }

    @Test
    void nothingIsToldWhereNothingWillBeCharged() {
        trying("trying");
        bench.change(MAIN, new Step.Cancel(When.PERIOD_END, false));
        bench.on("2026-03-13T00:00:00Z");
        assertThat(reminders()).as("it ends with the trial").isEmpty();

        trying("trying");
        bench.on("2026-03-05T00:00:00Z");
        bench.change(toPlan("free", When.NOW));
        bench.on("2026-03-13T00:00:00Z");
        assertThat(reminders()).as("the trial is over").isEmpty();

        trying("glance");
        bench.on("2026-03-02T00:00:00Z");
        assertThat(reminders()).as("it was said at the start").isEmpty();
    }

    @Test
    void whoGoesOnAfterAllIsToldThen() {
        trying("trying");
        bench.on("2026-03-05T00:00:00Z");
        bench.change(MAIN, new Step.Cancel(When.PERIOD_END, false));
        bench.on("2026-03-13T00:00:00Z");
        bench.use(ACME, "used", Map.of("tokens", 1));
        assertThat(reminders()).isEmpty();
        bench.on("2026-03-14T00:00:00Z");
        bench.change(MAIN, new Step.Resume());
        assertThat(reminders()).containsExactly("main@2026-03-15T00:00:00Z at 2026-03-14T00:00:00Z");
        bench.use(ACME, "used", Map.of("tokens", 1));
        assertThat(reminders()).hasSize(1);
    }

    @Test
    void itTellsWhatFollows() {
        trying("trying");
        bench.on("2026-03-12T00:00:00Z");
        assertThat(reminders()).hasSize(1);
        assertThat(told).anySatisfy(message -> assertThat(message.payload())
                .contains(
                        "\"subscription\":\"main\"",
                        "\"plan\":\"trying\"",
                        "\"trialEndsAt\":\"2026-03-15T00:00:00Z\""));
    }
}
