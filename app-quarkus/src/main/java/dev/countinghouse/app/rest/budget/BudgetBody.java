package dev.countinghouse.app.rest.budget;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.app.rest.body.Percents;
import dev.countinghouse.app.rest.body.PeriodBody;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetState;
import dev.countinghouse.billing.domain.budget.BudgetWindow;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Budget", description = "An amount that is meant to be enough, and what has become of it")
public record BudgetBody(
        @Schema(examples = "team") String id,
        @Schema(enumeration = {"charge", "cost"}) String measure,
        MoneyBody amount,
        @Schema(description = "Absent for the whole account", examples = "project") @Nullable String dimension,
        @Schema(examples = "search") @Nullable String value,
        @Schema(enumeration = {"month", "rolling"}) String window,
        @Schema(description = "Of a rolling window", examples = "30") @Nullable Integer days,
        @Schema(enumeration = {"soft", "hard"}) String kind,
        @Schema(description = "In percent: its own, or those of the account", examples = "[\"80\", \"100\", \"120\"]")
                List<String> thresholds,
        @Schema(description = "The window it is in now") PeriodBody period,
        @Schema(description = "Exact, in this window, by now") MoneyBody spent,
        @Schema(description = "0 once it is used up") MoneyBody remaining,
        @Schema(description = "Spent, in percent of the amount", examples = "84") String percent,
        @Schema(description = "Of the thresholds those that this has reached", examples = "[\"80\"]")
                List<String> crossed) {

    static BudgetBody of(BudgetState state) {
        Budget budget = state.budget();
        return new BudgetBody(
                budget.id().value(),
                Fields.word(budget.measure()),
                MoneyBody.of(budget.amount()),
                budget.part().map(Budget.Part::dimension).orElse(null),
                budget.part().map(Budget.Part::value).orElse(null),
                budget.window() instanceof BudgetWindow.Rolling ? "rolling" : "month",
                budget.window() instanceof BudgetWindow.Rolling rolling ? rolling.days() : null,
                Fields.word(budget.kind()),
                Percents.texts(state.thresholds()),
                PeriodBody.of(state.window()),
                MoneyBody.of(state.spent()),
                MoneyBody.of(state.remaining()),
                Decimals.text(state.percent()),
                Percents.texts(state.thresholds().reachedBy(state.percent())));
    }
}
