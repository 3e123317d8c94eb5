package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.metering.EventKey;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.CorrectUsage;
import dev.countinghouse.billing.ports.driving.RecordUsage.Submission;
import dev.countinghouse.billing.ports.engine.AlertModel.Plan;
import dev.countinghouse.billing.ports.engine.AlertModel.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Months of usage, corrections and changes of plan: what is told is what a simple model says, each once, none missing. */
public abstract class RandomAlertsContract extends Seeded {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Catalogue CATALOGUE = Workbench.catalogue(
            """
            catalogue: 1
            currency: USD
            meters:
              tokens: {unit: token, event: used, aggregation: sum, property: tokens, dimensions: [project]}
            plans:
              a:
                every: month
                allowances: {tokens: {included: 1000, cap: none}}
                charges: {tokens: {meter: tokens, per_unit: 0.01}}
              b:
                every: month
                allowances: {tokens: {included: 3000, cap: none}}
                charges: {tokens: {meter: tokens, per_unit: 0.02}}
              c:
                every: month
                allowances: {tokens: {included: 500, cap: none}}
                charges: {tokens: {meter: tokens, per_unit: 0.03}}
            """);

    protected abstract Storage emptyStorage();

    @Test
    void whatIsToldIsWhatASimpleModelSays() {
        List<Integer> told = new ArrayList<>();
        rounds(Integer.getInteger("alerts", 3), round -> told.add(live()));
        assertThat(told).as("there was something to tell").anyMatch(count -> count > 10);
    }

    private int live() {
        Workbench bench = new Workbench(emptyStorage(), new HandClock(START));
        bench.engine.publishCatalogue().publish(CATALOGUE);
        bench.open(ACME).subscribe(ACME, "a");
        bench.engine.setBudget().set(BudgetSketch.of("month", "40.00").budget());
        bench.engine.setBudget().set(BudgetSketch.of("week", "20.00").rolling(7).budget());
        bench.engine
                .setBudget()
                .set(BudgetSketch.of("red", "15.00").part("project", "red").budget());
        AlertModel model = new AlertModel(START);
        for (int step = 0; step < 80; step++) {
            bench.clock.advance(Duration.ofSeconds(between(1, 3 * 86_400)));
            step(bench, model);
        }
        check(bench, model);

        assertThat(raised(bench)).isEqualTo(model.told);
        List<OutboxMessage> messages = AlertCase.told(bench);
        assertThat(messages).hasSameSizeAs(model.told).doesNotHaveDuplicates();
        return model.told.size();
    }

    private void step(Workbench bench, AlertModel model) {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> use(bench, model, bench.clock.instant());
            case 4 -> use(bench, model, later(bench.clock.instant().minusSeconds(between(1, 3 * 86_400))));
            case 5 -> correct(bench, model, Optional.empty());
            case 6 -> correct(bench, model, Optional.of(between(1, 900)));
            case 7 -> change(bench, model);
            default -> check(bench, model);
        }
    }

    private static Instant later(Instant at) {
        return at.isBefore(START) ? START : at;
    }

    private void use(Workbench bench, AlertModel model, Instant time) {
        Use use = new Use(time, between(1, 900), oneOf(List.of("red", "blue")));
        Submission event = bench.submission(ACME, "used", time, data(use));
        bench.record(List.of(event));
        model.uses.put(event.key().id(), use);
    }

    private static Map<String, Object> data(Use use) {
        return Map.of("tokens", use.tokens(), "project", use.project());
    }

    private void correct(Workbench bench, AlertModel model, Optional<Long> tokens) {
        if (model.uses.isEmpty()) {
            return;
        }
        String id = oneOf(List.copyOf(model.uses.keySet()));
        EventKey key = new EventKey("bench", id);
        Use before = model.uses.remove(id);
        CorrectUsage.Step step = tokens.<CorrectUsage.Step>map(more -> {
                    Use after = new Use(before.time(), more, before.project());
                    model.uses.put(id, after);
                    return new CorrectUsage.Step.Amend(
                            key, Optional.empty(), Optional.empty(), Optional.of(Workbench.data(data(after))));
                })
                .orElseGet(() -> new CorrectUsage.Step.Void(key));
        bench.engine.correctUsage().correct(new CorrectUsage.Order(ACME, List.of(step), "test", "at random"));
        model.check(bench.clock.instant());
    }

    private void change(Workbench bench, AlertModel model) {
        Plan next = oneOf(AlertModel.PLANS);
        if (!next.equals(model.plan())) {
            bench.change(toPlan(next.key(), When.NOW));
            model.change(bench.clock.instant(), next);
            model.check(bench.clock.instant());
        }
    }

    private static void check(Workbench bench, AlertModel model) {
        bench.engine.checkAlerts().checkDue();
        model.check(bench.clock.instant());
    }

    private static TreeSet<String> raised(Workbench bench) {
        TreeSet<String> raised = new TreeSet<>();
        bench.engine.readAlerts().list(ACME, Optional.empty(), 1_000).forEach(alert -> assertThat(
                        raised.add(AlertModel.key(
                                        alert.subject().key(),
                                        alert.period().start(),
                                        Long.parseLong(alert.threshold().toString()))
                                + alert.raisedAt()))
                .isTrue());
        return raised;
    }
}
