package dev.countinghouse.app.rest.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.gate.Standing;
import dev.countinghouse.billing.domain.plan.Limit;
import dev.countinghouse.billing.domain.quota.Verdict;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CallLimit", description = "What one limit says to a call; in units, of a budget in its currency")
public record StandingBody(
        @Schema(
                        description =
                                "`meter/…`, `limit/…` (with the value of the dimension, if it is for each of them),"
                                        + " `budget/…` or `credits/…`",
                        examples = "meter/agent_executions")
                String name,
        @Schema(enumeration = {"allowance", "limit", "rate", "concurrency", "budget", "credits"}) String kind,
        @Schema(enumeration = {"within", "overage", "grace", "refused"}) String verdict,
        @Schema(description = "Why it refuses") @Nullable String reason,
        @Schema(description = "Absent if unlimited", examples = "100") @Nullable String limit,
        @Schema(description = "Recorded and outstanding, before this call", examples = "99") String used,
        @Schema(description = "By this call", examples = "1") String wanted,
        @Schema(description = "After this call, if it is admitted; absent if unlimited", examples = "0") @Nullable
                String remaining,
        @Schema(description = "When counting begins anew; absent where it does not") @Nullable Instant resetsAt) {

    static StandingBody of(Standing standing) {
        return new StandingBody(
                standing.bound().value(),
                Fields.word(standing.kind()),
                standing.verdict().name(),
                standing.verdict() instanceof Verdict.Refused refused ? Fields.word(refused.reason()) : null,
                units(standing.limit()),
                Decimals.text(standing.used()),
                Decimals.text(standing.wanted()),
                units(standing.remaining()),
                standing.resetsAt().orElse(null));
    }

    private static @Nullable String units(Limit limit) {
        return limit instanceof Limit.Units units ? Decimals.text(units.quantity()) : null;
    }
}
