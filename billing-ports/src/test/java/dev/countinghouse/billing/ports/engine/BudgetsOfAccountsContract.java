package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static dev.countinghouse.billing.ports.engine.Workbench.MAIN;
import static dev.countinghouse.billing.ports.engine.Workbench.toPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.budget.BudgetState;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.quota.Thresholds;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import dev.countinghouse.billing.ports.driving.EvaluateQuota.Answer;
import dev.countinghouse.billing.ports.driving.SetBudget;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is spent of budgets, who is told and who is refused. */
public abstract class BudgetsOfAccountsContract extends AlertCase {

    @Test
    void aBudgetCountsWhatUsageIsCharged() {
        set(BudgetSketch.of("all", "10.00"));
        use("red", 1_300);
        assertThat(spent("all")).isEqualTo("3 USD");

        assertThat(check()).contains("tokens 120: 1300 of 1000").doesNotContain("all 80: 3 of 10");
        use("red", 500);
        assertThat(check()).containsExactly("all 80: 8 of 10");
        assertThat(told()).last().satisfies(message -> {
            assertThat(message.type()).isEqualTo("budget.threshold_crossed");
            assertThat(message.payload())
                    .contains(
                            "\"spent\":{\"amount\":\"8\",\"currency\":\"USD\"}",
                            "\"limit\":{\"amount\":\"10\",\"currency\":\"USD\"}");
        });
        BudgetState state = state("all");
        assertThat(state.remaining()).hasToString("2 USD");
        assertThat(state.percent()).isEqualTo(Fraction.of(80));
        assertThat(state.thresholds()).isEqualTo(Thresholds.USUAL);
    }

    @Test
    void spendingIsExactAndNotRounded() {
        set(BudgetSketch.of("all", "1000.00"));
        bench.use(ACME, "used", Map.of("tokens", new BigDecimal("1000.333")));

        assertThat(spent("all")).isEqualTo("0.00333 USD");
    }

    @Test
    void aBudgetOfAPartCountsItsShareOfEachLine() {
        set(BudgetSketch.of("red", "1000.00").part("project", "red"));
        use("red", 1_000);
        use("blue", 3_000);

        assertThat(spent("red")).isEqualTo("7.5 USD");
        use("", 4_000);
        assertThat(spent("red")).as("what carries no value has its share").isEqualTo("8.75 USD");
    }

    @Test
    void aBudgetStartsAnewWithTheBillingPeriod() {
        set(BudgetSketch.of("all", "10.00"));
        use("red", 2_000);
        assertThat(check()).contains("all 100: 10 of 10");
        bench.on("2026-04-01T00:00:00Z");

        assertThat(spent("all")).isEqualTo("0 USD");
        use("red", 2_000);
        assertThat(check()).contains("all 100: 10 of 10");
    }

    @Test
    void aRollingBudgetCountsTodayAndTheDaysBeforeAcrossPeriods() {
        set(BudgetSketch.of("week", "1000.00").rolling(7));
        bench.on("2026-03-26T12:00:00Z");
        use("red", 1_100);
        bench.on("2026-03-27T00:00:00Z");
        use("red", 200);
        bench.on("2026-04-01T12:00:00Z");
        use("red", 1_400);
        assertThat(spent("week")).as("1.00 + 2.00 + 4.00").isEqualTo("7 USD");

        bench.on("2026-04-02T00:00:00Z");
        assertThat(spent("week")).as("the 26th is eight days ago").isEqualTo("6 USD");
        bench.on("2026-04-08T00:00:00Z");
        assertThat(spent("week")).isEqualTo("0 USD");
        use("red", 1);
        assertThat(spent("week")).isEqualTo("0.01 USD");
    }

    @Test
    void partsOfARollingBudgetShareWhatTheirDaysWereCharged() {
        set(BudgetSketch.of("red", "1000.00").part("project", "red").rolling(1));
        set(BudgetSketch.of("blue", "1000.00").part("project", "blue").rolling(1));
        set(BudgetSketch.of("day", "1000.00").rolling(1));
        use("red", 5_000);
        bench.on("2026-03-02T00:00:00Z");
        use("red", 100);
        use("blue", 300);

        assertThat(spent("day")).isEqualTo("4 USD");
        assertThat(spent("red")).isEqualTo("1 USD");
        assertThat(spent("blue")).isEqualTo("3 USD");
    }

    @Test
    void costsOfProvidersAreCountedInUsd() {
        set(BudgetSketch.of("cost", "1.00").cost().part("model", "big"));
        cost("big", "0.75");
        cost("little", "0.20");
        cost("big", "0.07");

        assertThat(spent("cost")).isEqualTo("0.82 USD");
        assertThat(check()).containsExactly("cost 80: 0.82 of 1");
    }

    @Test
    void withoutASubscriptionTheMonthIsTheCalendars() {
        bench.open(GLOBEX);
        Budget theirs = BudgetSketch.of("all", "1.00").account(GLOBEX).budget();
        bench.on("2026-03-17T00:00:00Z");
        assertThat(bench.engine.setBudget().set(theirs)).isInstanceOfSatisfying(SetBudget.Outcome.Done.class, done -> {
            assertThat(done.state().window()).hasToString("[2026-03-01T00:00:00Z, 2026-04-01T00:00:00Z)");
            assertThat(done.state().spent().isZero()).isTrue();
            assertThat(done.created()).isTrue();
        });
    }

    @Test
    void whatWasChargedByAPlanThatHasEndedCountsStill() {
        set(BudgetSketch.of("month", "100.00").rolling(31));
        use("red", 2_000);
        bench.on("2026-03-10T00:00:00Z");
        bench.change(MAIN, new Step.Cancel(When.NOW, false));
        assertThat(spent("month")).isEqualTo("10 USD");
        bench.subscribe(bench.order(new SubscriptionId("next"), ACME, "fresh", 1));
        use("red", 2_100);

        assertThat(spent("month")).as("10.00 and 100 at 0.02").isEqualTo("12 USD");
    }

    @Test
    void anotherPlanChangesWhatIsSpentFromThenOn() {
        set(BudgetSketch.of("all", "100.00"));
        use("red", 1_500);
        bench.on("2026-03-10T00:00:00Z");
        bench.change(toPlan("fresh", When.NOW));
        use("red", 2_500);

        assertThat(spent("all"))
                .as("5.00 and, beyond an allowance that restarts, 500 at 0.02")
                .isEqualTo("15 USD");
    }

    @Test
    void aHardBudgetThatIsUsedUpRefuses() {
        set(BudgetSketch.of("stop", "1.00").hard());
        use("red", 1_099);
        assertThat(bench.quota(ACME, "tokens", 50).verdict()).isInstanceOf(Verdict.Overage.class);
        use("red", 1);

        Answer answer = bench.quota(ACME, "tokens", 1);
        assertThat(answer.verdict()).isEqualTo(new Verdict.Refused(Verdict.Reason.BUDGET_EXHAUSTED));
        assertThat(answer.budget()).contains(new BudgetId("stop"));
        assertThat(bench.engine.evaluateQuota().all(ACME))
                .allSatisfy(state -> assertThat(state.budget()).contains(new BudgetId("stop")));
        assertThat(bench.quota(ACME, "calls", 1_000).verdict())
                .as("the plan says no by itself")
                .isEqualTo(new Verdict.Refused(Verdict.Reason.HARD_CAP));
        bench.on("2026-04-01T00:00:00Z");
        assertThat(bench.quota(ACME, "tokens", 1).verdict()).isInstanceOf(Verdict.Within.class);
    }

    @Test
    void aSoftBudgetRefusesNothing() {
        set(BudgetSketch.of("all", "1.00"));
        use("red", 2_000);

        assertThat(bench.quota(ACME, "tokens", 1).verdict()).isInstanceOf(Verdict.Overage.class);
    }

    @Test
    void aHardBudgetOfAPartRefusesThatPartAlone() {
        set(BudgetSketch.of("stop", "1.00").hard().part("project", "red"));
        use("red", 1_200);

        assertThat(asking(Map.of("project", "red"))).isEqualTo(new Verdict.Refused(Verdict.Reason.BUDGET_EXHAUSTED));
        assertThat(asking(Map.of("project", "blue"))).isInstanceOf(Verdict.Overage.class);
        assertThat(asking(Map.of("model", "red"))).isInstanceOf(Verdict.Overage.class);
        assertThat(asking(Map.of())).isInstanceOf(Verdict.Overage.class);
    }

    @Test
    void aBudgetThatIsSetTooLateTellsAtOnce() {
        use("red", 2_000);
        check();
        set(BudgetSketch.of("late", "5.00"));

        assertThat(raised()).contains("late 80: 10 of 5", "late 100: 10 of 5", "late 120: 10 of 5");
        set(BudgetSketch.of("late", "6.00"));
        assertThat(check()).isEmpty();
    }

    @Test
    void aBudgetMayHaveThresholdsOfItsOwn() {
        set(BudgetSketch.of("own", "10.00").thresholds(25));
        use("red", 2_000);

        assertThat(check()).contains("own 25: 10 of 10").doesNotContain("own 80: 10 of 10");
    }

    @Test
    void whatABudgetCannotBeIsSaid() {
        refused(BudgetSketch.of("all", "10.00").in("EUR"), "amount.currency", "EUR", "USD");
        refused(BudgetSketch.of("all", "10.00").part("colour", "red"), "dimension", "colour", "project");
        for (int i = 0; i < SetBudget.MOST; i++) {
            set(BudgetSketch.of("budget-" + i, "10.00"));
        }
        refused(BudgetSketch.of("all", "10.00"), "", "50");
        set(BudgetSketch.of("budget-7", "11.00"));
    }

    @Test
    void whatIsRemovedIsGoneAndItsAlertsStay() {
        set(BudgetSketch.of("stop", "1.00").hard());
        use("red", 1_100);
        check();
        bench.engine.setBudget().remove(ACME, new BudgetId("stop"));

        assertThat(bench.quota(ACME, "tokens", 1).verdict()).isInstanceOf(Verdict.Overage.class);
        assertThat(raised()).contains("stop 100: 1 of 1");
        assertThat(bench.engine.readBudgets().list(ACME)).isEmpty();
        assertThatThrownBy(() -> bench.engine.setBudget().remove(ACME, new BudgetId("stop")))
                .isInstanceOf(UnknownException.class)
                .hasMessageContaining("stop");
    }

    private void refused(BudgetSketch sketch, String field, String... parts) {
        assertThat(bench.engine.setBudget().set(sketch.budget()))
                .isInstanceOfSatisfying(SetBudget.Outcome.Refused.class, refused -> {
                    assertThat(refused.field()).isEqualTo(field);
                    assertThat(refused.reason()).contains(parts);
                });
    }

    private Verdict asking(Map<String, String> dimensions) {
        return bench.engine
                .evaluateQuota()
                .evaluate(ACME, new MeterKey("tokens"), Fraction.ONE, dimensions)
                .verdict();
    }

    private void cost(String model, String amount) {
        bench.use(
                ACME,
                "llm.response",
                Map.of(
                        "model",
                        model,
                        "cost.status",
                        "priced",
                        "cost.input",
                        new BigDecimal(amount),
                        "cost.output",
                        0,
                        "cost.other",
                        0));
    }

    private void set(BudgetSketch sketch) {
        assertThat(bench.engine.setBudget().set(sketch.budget())).isInstanceOf(SetBudget.Outcome.Done.class);
    }

    private void use(String project, long tokens) {
        bench.use(ACME, "used", Map.of("tokens", tokens, "project", project));
    }

    private BudgetState state(String id) {
        return bench.engine.readBudgets().find(ACME, new BudgetId(id)).orElseThrow();
    }

    private String spent(String id) {
        return state(id).spent().toString();
    }
}
