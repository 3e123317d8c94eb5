package dev.countinghouse.billing.ports.acceptance;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static dev.countinghouse.billing.ports.engine.Workbench.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.domain.subscription.Lifecycle;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.catalogue.ExampleCatalogue;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.StartSubscription.Order;
import dev.countinghouse.billing.ports.driving.StartSubscription.Outcome;
import dev.countinghouse.billing.ports.engine.Workbench;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** D1: 14 days of trial with 50 runs, then a plan; and the runs the plans allow. */
class D1TrialTest {

    private final Workbench bench = Workbench.at("2026-03-10T15:00:00Z", ExampleCatalogue.SUBSCRIPTIONS.catalogue());

    @BeforeEach
    void open() {
        bench.open(ACME);
    }

    @Test
    void theTrialAdmits50RunsFor14DaysAndCostsNothing() {
        Subscription trial = bench.subscribe(trial("trial-1"));
        assertThat(trial.state(bench.clock.instant()).name()).isEqualTo("trialing");
        bench.count(ACME, "agent.run", 49);

        assertThat(bench.quota(ACME, "agent_runs", 1).verdict()).isEqualTo(new Verdict.Within());
        assertThat(bench.quota(ACME, "agent_runs", 2).verdict())
                .isEqualTo(new Verdict.Refused(Verdict.Reason.HARD_CAP));
        assertThat(bench.quota(ACME, "agent_runs", 1).resetsAt()).contains(Instant.parse("2026-03-24T15:00:00Z"));
        assertThat(bench.invoices(ACME)).isEmpty();
    }

    @Test
    void afterTheTrialTheChosenPlanBeginsAndIsInvoiced() {
        bench.subscribe(trial("main"));
        bench.change(MAIN, toPlan("basic", When.PERIOD_END));
        bench.count(ACME, "agent.run", 50);

        bench.on("2026-03-24T14:59:59Z").close(ACME);
        assertThat(bench.invoices(ACME)).isEmpty();
        assertThat(bench.quota(ACME, "agent_runs", 1).limit()).isEqualTo(Limit.of(50));

        bench.on("2026-03-24T15:00:00Z").close(ACME);
        assertThat(totals(bench.invoices(ACME))).containsExactly("19.00");
        assertThat(bench.quota(ACME, "agent_runs", 100).verdict()).isEqualTo(new Verdict.Within());
        assertThat(bench.quota(ACME, "agent_runs", 101).verdict().admits()).isFalse();

        bench.on("2026-04-24T15:00:00Z").close(ACME);
        assertThat(totals(bench.invoices(ACME))).containsExactly("19.00", "19.00");
    }

    @Test
    void withoutAChoiceTheTrialGoesOnWithTheRunsOfTheFreePlan() {
        bench.subscribe(trial("main"));
        bench.on("2026-03-24T15:00:00Z").close(ACME);

        assertThat(bench.quota(ACME, "agent_runs", 1).limit()).isEqualTo(Limit.of(10));
        assertThat(totals(bench.invoices(ACME))).containsExactly("0.00");
    }

    @Test
    void anUpgradeInTheTrialEndsIt() {
        bench.subscribe(trial("main"));
        bench.on("2026-03-12T10:00:00Z");
        Subscription paid = bench.change(MAIN, toPlan("pro", When.NOW));

        assertThat(paid.state(bench.clock.instant()).name()).isEqualTo("active");
        assertThat(totals(bench.invoices(ACME))).containsExactly("99.00");
        assertThat(bench.quota(ACME, "agent_runs", 1_000).verdict()).isEqualTo(new Verdict.Within());
        assertThat(bench.quota(ACME, "agent_runs", 1).resetsAt()).contains(Instant.parse("2026-04-12T10:00:00Z"));
    }

    @Test
    void anAccountHasOneTrial() {
        bench.subscribe(trial("main"));
        bench.on("2026-03-11T00:00:00Z");
        bench.change(MAIN, new Step.Cancel(When.NOW, false));

        assertThat(bench.engine.startSubscription().start(trial("second")))
                .isEqualTo(new Outcome.Refused("account acme has had its trial"));
    }

    @ParameterizedTest
    @CsvSource({"free, 10", "basic, 100", "pro, 1000"})
    void thePlansAllowTheirRunsAndThenSuggestTheNext(String plan, int runs) {
        bench.subscribe(ACME, plan);
        bench.count(ACME, "agent.run", runs - 1);

        assertThat(bench.quota(ACME, "agent_runs", 1).verdict()).isEqualTo(new Verdict.Within());
        assertThat(bench.quota(ACME, "agent_runs", 2).verdict())
                .isEqualTo(new Verdict.Refused(Verdict.Reason.HARD_CAP));
        assertThat(bench.quota(ACME, "agent_runs", 2).upgrades()).isNotEmpty();
    }

    @Test
    void enterpriseRunsWithoutLimit() {
        bench.subscribe(ACME, "enterprise");

        assertThat(bench.quota(ACME, "agent_runs", 1_000_000).verdict()).isEqualTo(new Verdict.Within());
    }

    private Order trial(String id) {
        return new Order(
                new SubscriptionId(id),
                ACME,
                new PlanKey("trial"),
                1,
                bench.clock.instant(),
                Lifecycle.Anchor.START,
                true,
                List.of());
    }
}
