package dev.countinghouse.app.rest.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.PeriodBody;
import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.alert.AlertSubject;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Alert", description = "A threshold was reached; it stays, also when use goes down again")
public record AlertBody(
        @Schema(examples = "alert_0123456789abcdef0123456789abcdef") String id,
        @Schema(description = "Whose allowance it is about; absent for budgets", examples = "agent_executions")
                @Nullable
                String meter,
        @Schema(description = "Absent for meters", examples = "team") @Nullable String budget,
        @Schema(description = "In percent of the limit", examples = "80") String threshold,
        @Schema(description = "When it was found: units of the meter, or an amount", examples = "4100") String used,
        @Schema(description = "Units of the meter, or an amount", examples = "5000") String limit,
        @Schema(description = "Of both amounts; absent for meters", examples = "USD") @Nullable String currency,
        @Schema(description = "The billing period it was reached in") PeriodBody period,
        Instant raisedAt,
        @Schema(description = "Absent until somebody has taken notice") @Nullable AcknowledgementBody acknowledged) {

    @Schema(name = "Acknowledgement")
    public record AcknowledgementBody(
            @Schema(description = "The id of the key that it was done with") String by, Instant at) {}

    static AlertBody of(Alert alert) {
        AlertSubject subject = alert.subject();
        AlertSubject.@Nullable OfBudget budget = subject instanceof AlertSubject.OfBudget of ? of : null;
        return new AlertBody(
                alert.id().value(),
                budget == null ? subject.key() : null,
                budget == null ? null : subject.key(),
                Decimals.text(alert.threshold()),
                Decimals.text(alert.used()),
                Decimals.text(alert.limit()),
                budget == null ? null : budget.currency().getCurrencyCode(),
                PeriodBody.of(alert.period()),
                alert.raisedAt(),
                alert.acknowledged()
                        .map(noted -> new AcknowledgementBody(noted.by(), noted.at()))
                        .orElse(null));
    }
}
