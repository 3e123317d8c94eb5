package dev.countinghouse.app.rest.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.app.rest.body.Percents;
import dev.countinghouse.billing.domain.budget.BudgetId;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.ports.driving.EvaluateQuota.Answer;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Quota", description = "What an account has used of a meter, and whether it may use more")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuotaBody(
        @Schema(examples = "agent_executions") String meter,
        @Schema(description = "Whether the requested units may be used") boolean admitted,
        @Schema(enumeration = {"within", "overage", "grace", "refused"}) String verdict,
        @Schema(
                        description = "Why it is refused",
                        enumeration = {
                            "hard_cap",
                            "grace_over",
                            "not_included",
                            "no_active_subscription",
                            "budget_exhausted"
                        })
                @Nullable
                String reason,
        @Schema(description = "The budget that refuses", examples = "team") @Nullable String budget,
        @Schema(description = "For grace: how long it still is admitted") @Nullable Instant graceUntil,
        @Schema(description = "In units of the meter, in this billing period", examples = "4200") String used,
        @Schema(description = "What the plan includes; absent if unlimited", examples = "5000") @Nullable
                String included,
        @Schema(description = "What is left of it; absent if unlimited", examples = "800") @Nullable String remaining,
        @Schema(description = "Of what is included, in percent", examples = "84") String percent,
        @Schema(description = "Of the percentages that the account is alerted of, those reached")
                List<String> thresholds,
        @Schema(description = "When counting begins anew") @Nullable Instant resetsAt,
        @Schema(description = "What the requested units (one, if none) cost beyond what was used") @Nullable
                MoneyBody price,
        @Schema(description = "Plans that would raise the limit, the nearest first") List<String> upgrades) {

    public static QuotaBody of(Answer answer) {
        Verdict verdict = answer.verdict();
        return new QuotaBody(
                answer.meter().value(),
                verdict.admits(),
                verdict.name(),
                verdict instanceof Verdict.Refused refused ? Fields.word(refused.reason()) : null,
                answer.budget().map(BudgetId::value).orElse(null),
                verdict instanceof Verdict.Grace grace ? grace.until() : null,
                Decimals.text(answer.used()),
                units(answer.limit()),
                units(answer.remaining()),
                Decimals.text(answer.percent()),
                Percents.texts(answer.thresholds()),
                answer.resetsAt().orElse(null),
                answer.price().map(MoneyBody::of).orElse(null),
                answer.upgrades().stream().map(PlanKey::value).toList());
    }

    private static @Nullable String units(Limit limit) {
        return limit instanceof Limit.Units units ? Decimals.text(units.quantity()) : null;
    }
}
