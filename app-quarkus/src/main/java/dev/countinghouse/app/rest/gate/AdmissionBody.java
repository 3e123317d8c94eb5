package dev.countinghouse.app.rest.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.quota.Verdict;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Decision;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Outcome.Admitted;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Admission",
        description = "The call may run. Of a call that was admitted before, what the limits say now")
public record AdmissionBody(
        @Schema(
                        description = "The hardest of all limits",
                        enumeration = {"within", "overage", "grace"})
                String verdict,
        @Schema(description = "For grace: how long calls are still admitted") @Nullable Instant graceUntil,
        List<StandingBody> limits,
        @Schema(description = "What the call comes to beyond what was used, where the plan prices its quantity")
                @Nullable
                MoneyBody price,
        @Schema(description = "Plans that would raise what is included, the nearest first") List<String> upgrades,
        @Schema(description = "Unless it was a check") @Nullable ReservationBody reservation) {

    static AdmissionBody of(Admitted admitted, Instant now) {
        Decision decision = admitted.decision();
        return new AdmissionBody(
                decision.verdict().name(),
                decision.verdict() instanceof Verdict.Grace grace ? grace.until() : null,
                decision.standings().stream().map(StandingBody::of).toList(),
                decision.price().map(MoneyBody::of).orElse(null),
                decision.upgrades().stream().map(PlanKey::value).toList(),
                admitted.reservation()
                        .map(reservation -> ReservationBody.of(reservation, now))
                        .orElse(null));
    }
}
