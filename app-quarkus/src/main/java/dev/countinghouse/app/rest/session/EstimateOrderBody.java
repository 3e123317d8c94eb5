package dev.countinghouse.app.rest.session;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.rest.body.Durations;
import dev.countinghouse.app.rest.usage.Attributes;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.session.SessionId;
import dev.countinghouse.billing.domain.session.SessionOrder;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "SessionEstimateOrder", description = "What might run")
public record EstimateOrderBody(
        @Schema(examples = "session_seconds") @NotBlank String meter,
        @Schema(description = "As those of a session") @Nullable Map<String, @Nullable String> attributes,
        @Schema(description = "How long, ISO 8601", examples = "PT1H") @NotBlank String time) {

    SessionOrder toOrder(AccountId account, Caller caller) {
        return new SessionOrder(
                new SessionId("estimate"),
                account,
                new MeterKey(meter),
                Attributes.read("attributes", attributes, caller),
                Optional.empty());
    }

    Duration toDuration() {
        return Durations.parse("time", time, Duration.ZERO);
    }
}
