package dev.countinghouse.app.rest.simulation;

import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "SimulationRequest")
public record SimulationRequestBody(
        @Schema(examples = "acme") @NotBlank @Size(max = AccountId.MAX_LENGTH) String account,
        @Schema(description = "The plan to compare with", examples = "enterprise") @NotBlank String plan,
        @Schema(description = "YAML or JSON of an unpublished catalogue that has the plan; the published one if absent")
                @Nullable
                String catalogue,
        @Schema(description = "Billing periods that begin from here on", examples = "2026-01-01T00:00:00Z") @NotBlank
                String from,
        @Schema(description = "and before this", examples = "2026-04-01T00:00:00Z") @NotBlank String to) {

    Period range() {
        Instant start = Fields.time("from", from);
        Instant end = Fields.time("to", to);
        if (!start.isBefore(end)) {
            throw ProblemException.invalid("to", "is '" + to + "', it must be after from, which is '" + from + "'");
        }
        return new Period(start, end);
    }
}
