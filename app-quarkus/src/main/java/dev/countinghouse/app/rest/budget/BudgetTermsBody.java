package dev.countinghouse.app.rest.budget;

import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.app.rest.body.Percents;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.budget.BudgetWindow;
import dev.countinghouse.billing.domain.money.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "BudgetTerms", description = "An amount that is meant to be enough")
public record BudgetTermsBody(
        @Schema(
                        description = "`charge` is what is charged for usage, before discounts and tax; `cost` is what"
                                + " providers charge for it, in USD, and for keys that are not bound to an account;"
                                + " `charge` where absent",
                        examples = "charge")
                @Nullable
                String measure,
        @Schema(description = "Above 0; in the account's currency, for `cost` in USD") @NotNull MoneyBody amount,
        @Schema(
                        description = "With `value`, only usage that carries it; absent for the whole account",
                        examples = "project")
                @Nullable
                String dimension,
        @Schema(description = "Of the dimension", examples = "search") @Nullable String value,
        @Schema(
                        description =
                                "`month` is the billing period, without a subscription the calendar month; `rolling`"
                                        + " today and the days before it; `month` where absent",
                        examples = "month")
                @Nullable
                String window,
        @Schema(description = "Of a rolling window, 1 to 366", examples = "30") @Nullable Integer days,
        @Schema(
                        description =
                                "`soft` tells, `hard` has calls refused too once it is used up; `soft` where absent",
                        examples = "soft")
                @Nullable
                String kind,
        @Schema(
                        description = "In percent; absent for those of the account, none for no alerts",
                        examples = "[\"50\", \"100\"]")
                @Nullable
                List<@NotBlank String> thresholds) {

    Budget toBudget(AccountId account, BudgetId id) {
        return new Budget(
                account,
                id,
                measure == null ? Budget.Measure.CHARGE : Fields.word("measure", measure, Budget.Measure.class),
                money(),
                part(),
                toWindow(),
                kind == null ? Budget.Kind.SOFT : Fields.word("kind", kind, Budget.Kind.class),
                Optional.ofNullable(thresholds).map(Percents::parse));
    }

    private Money money() {
        Money money = amount.toMoney("amount");
        if (money.signum() <= 0) {
            throw ProblemException.invalid("amount.amount", "is '" + amount.amount() + "', it must be above 0");
        }
        return money;
    }

    private Optional<Budget.Part> part() {
        if (dimension == null && value == null) {
            return Optional.empty();
        }
        if (dimension == null || value == null) {
            throw ProblemException.invalid(
                    dimension == null ? "dimension" : "value",
                    "is missing: a part of an account is named by dimension and value together");
        }
        return Optional.of(Fields.read("value", value, text -> new Budget.Part(dimension, text)));
    }

    private BudgetWindow toWindow() {
        boolean rolling = "rolling".equals(window);
        if (window != null && !rolling && !window.equals("month")) {
            throw ProblemException.invalid("window", "is '" + window + "', it must be one of [month, rolling]");
        }
        if (rolling == (days == null)) {
            throw ProblemException.invalid(
                    "days",
                    rolling
                            ? "is missing: a rolling window is so many days, such as 30"
                            : "is '" + days + "', it is for the window rolling: a month has its own");
        }
        return days == null
                ? new BudgetWindow.Month()
                : Fields.read("days", days.toString(), text -> new BudgetWindow.Rolling(days));
    }
}
