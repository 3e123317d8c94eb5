package dev.countinghouse.app.rest.credit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.LedgerId;
import dev.countinghouse.billing.ports.driving.HoldCredits.Step;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "CreditHoldSteps")
public record HoldStepsBody(@NotEmpty @Size(max = 1_000) List<@NotNull @Valid StepBody> steps) {

    @Schema(name = "CreditHoldAction")
    public enum Action {
        PLACE,
        EXTEND,
        CAPTURE,
        RELEASE
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CreditHoldStep", description = "With the fields of the single calls, and the unit of each amount")
    public record StepBody(
            @NotNull Action action,
            @Schema(description = "Id of the hold", examples = "job-4711") @NotNull String hold,
            @Schema(description = "To place or to capture", examples = "6") @Nullable String amount,
            @Schema(description = "Unless it is released", examples = "USD") @Nullable String unit,
            @Schema(description = "To place") @Nullable PurposeBody purpose,
            @Schema(description = "To place", examples = "PT10M") @Nullable String lasts,
            @Schema(description = "To extend", examples = "8") @Nullable String toAmount,
            @Schema(description = "To extend", examples = "2026-01-31T10:00:00Z") @Nullable String until) {

        private Step toStep(String at, AccountId account) {
            HoldId id = Fields.read(at + "hold", hold, text -> new HoldId(LedgerId.requireOwn("hold", text)));
            if (action == Action.PLACE) {
                refuse(at + "toAmount", toAmount);
                refuse(at + "until", until);
                return new Step.Place(
                        account,
                        new HoldOrderBody(
                                        required(at + "amount", amount),
                                        required(at + "unit", unit),
                                        purpose,
                                        required(at + "lasts", lasts))
                                .toOrder(at, id));
            }
            refuse(at + "purpose", purpose);
            refuse(at + "lasts", lasts);
            if (action == Action.EXTEND) {
                refuse(at + "amount", amount);
                return new HoldExtensionBody(toAmount, until).toStep(at, account, id, toUnit(at));
            }
            refuse(at + "toAmount", toAmount);
            refuse(at + "until", until);
            if (action == Action.CAPTURE) {
                return new Step.Capture(
                        account, id, Amounts.notNegative(at + "amount", required(at + "amount", amount), toUnit(at)));
            }
            refuse(at + "amount", amount);
            refuse(at + "unit", unit);
            return new Step.Release(account, id);
        }

        private CreditUnit toUnit(String at) {
            return Amounts.unit(at + "unit", required(at + "unit", unit));
        }

        private String required(String field, @Nullable String text) {
            if (text == null) {
                throw ProblemException.invalid(field, "is missing, which " + Fields.word(action) + " takes");
            }
            return text;
        }

        private void refuse(String field, @Nullable Object value) {
            if (value != null) {
                throw ProblemException.invalid(field, "is there, which " + Fields.word(action) + " does not take");
            }
        }
    }

    List<Step> toSteps(AccountId account) {
        List<Step> all = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            all.add(steps.get(i).toStep("steps[" + i + "].", account));
        }
        return all;
    }
}
