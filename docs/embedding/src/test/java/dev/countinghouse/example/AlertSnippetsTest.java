package dev.countinghouse.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.budget.BudgetState;
import dev.countinghouse.billing.domain.budget.BudgetWindow;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.ports.driving.EvaluateQuota.Answer;
import dev.countinghouse.billing.ports.driving.SetBudget;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Snippets of docs/embedding.md: who is told when much is used, and who is refused when too much is spent. */
class AlertSnippetsTest {

    private final Shop shop = new Shop();
    private final BillingEngine billing = shop.billing;
    private final AccountId acme = shop.acme;

    @Test
    void useAndSpendingAreWatched() {
        // snippet: budget
        Budget budget = new Budget(
                acme,
                new BudgetId("search"), // yours: setting it again replaces it
                Budget.Measure.CHARGE, // or COST: what providers charge
                Money.parse("0.25", Shop.USD),
                Optional.of(new Budget.Part("project", "search")), // or empty: the whole account
                new BudgetWindow.Month(), // or Rolling(30): today and the 29 days before
                Budget.Kind.HARD, // or SOFT, which only tells
                Optional.empty()); // thresholds of its own, or the account's
        if (billing.setBudget().set(budget) instanceof SetBudget.Outcome.Refused refused) {
            System.err.println(refused.field() + ": " + refused.reason());
        }
        // end
        shop.use("one", 4_000_000);

        // snippet: alerts
        billing.checkAlerts().checkDue(); // to be pumped, about every minute
        for (Alert alert : billing.readAlerts().list(acme, Optional.empty(), 50)) {
            System.out.printf(
                    "%s: %s %% reached, %s of %s%n",
                    alert.subject().key(), alert.threshold(), alert.used(), alert.limit());
            billing.acknowledgeAlert().acknowledge(acme, alert.id(), "ann@example.com");
        }
        BudgetState state =
                billing.readBudgets().find(acme, new BudgetId("search")).orElseThrow();
        System.out.println(state.spent() + " spent, " + state.remaining() + " left");

        Answer answer = billing.evaluateQuota()
                .evaluate(acme, new MeterKey("requests"), Fraction.ONE, Map.of("project", "search"));
        // end

        assertThat(billing.readAlerts().list(acme, Optional.empty(), 50))
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(alert.acknowledged()).isPresent());
        assertThat(state.isUsedUp()).isTrue();
        assertThat(answer.verdict()).isEqualTo(new Verdict.Refused(Verdict.Reason.BUDGET_EXHAUSTED));
        assertThat(answer.budget()).contains(new BudgetId("search"));
    }
}
