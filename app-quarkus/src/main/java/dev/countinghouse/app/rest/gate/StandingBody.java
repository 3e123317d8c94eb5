package dev.countinghouse.app.rest.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.billing.domain.gate.Standing;
import dev.countinghouse.billing.ports.http.LimitLine;
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
        LimitLine line = LimitLine.of(standing);
        return new StandingBody(
                line.name(),
                line.kind(),
                line.verdict(),
                line.reason().orElse(null),
                line.limit().orElse(null),
                line.used(),
                line.wanted(),
                line.remaining().orElse(null),
                line.resetsAt().orElse(null));
    }
}
