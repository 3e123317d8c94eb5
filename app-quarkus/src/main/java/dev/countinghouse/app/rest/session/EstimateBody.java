package dev.countinghouse.app.rest.session;

import dev.countinghouse.app.rest.body.CreditsBody;
import dev.countinghouse.billing.ports.driving.RunSessions.Estimate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "SessionEstimate", description = "What so much time would cost now")
public record EstimateBody(
        @Schema(description = "On top of what was used in the period") CreditsBody cost,
        @Schema(description = "For this, not reserved for anything else") CreditsBody available,
        @Schema(description = "How many there are too few; 0 if there are enough") CreditsBody missing) {

    static EstimateBody of(Estimate estimate) {
        return new EstimateBody(
                CreditsBody.of(estimate.cost()),
                CreditsBody.of(estimate.available()),
                CreditsBody.of(estimate.missing()));
    }
}
