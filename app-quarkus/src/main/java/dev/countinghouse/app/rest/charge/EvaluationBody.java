package dev.countinghouse.app.rest.charge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.app.rest.body.StepBody;
import dev.countinghouse.billing.ports.driving.EvaluateCharge;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "ChargeEvaluation", description = "A charge, and a quantity or events that it is to price")
public record EvaluationBody(
        @Schema(
                        implementation = Object.class,
                        description = "In the syntax of the catalogue, as an object or as a text of YAML or JSON",
                        examples =
                                "{\"meter\": \"runs\", \"graduated\": {\"tiers\": [{\"up_to\": 100, \"price\": 0.10},"
                                        + " {\"price\": 0.05}]}}")
                @NotNull
                JsonNode charge,
        @Schema(
                        implementation = Object.class,
                        description =
                                "The meter that the charge names, in the syntax of the catalogue; needed with events, and"
                                        + " where the charge names dimensions of it")
                @Nullable
                JsonNode meter,
        @Schema(description = "ISO 4217 code", examples = "USD") @NotBlank String currency,
        @Schema(description = "Decimal number; this or events", examples = "150") @Nullable String quantity,
        @Schema(description = "This or quantity") @Nullable @Size(max = 10_000) List<@NotNull @Valid EventBody> events,
        @Schema(description = "RFC 3339; what levels over time are averaged over. The first event where it is absent")
                @Nullable
                String from,
        @Schema(description = "RFC 3339; just behind the last event where it is absent") @Nullable String to,
        @Schema(description = "IANA time zone of times of day; UTC where it is absent", examples = "Europe/Berlin")
                @Nullable
                String timeZone) {

    @Schema(name = "EvaluatedEvent")
    public record EventBody(
            @Schema(description = "RFC 3339") @NotBlank String time,
            @Schema(implementation = Object.class, examples = "{\"tokens\": 1200}") @Nullable JsonNode data) {}

    @Schema(name = "ChargeAmount", description = "What the charge comes to")
    public record Answer(
            @Schema(description = "Decimal number; what is priced") String quantity,
            @Schema(description = "Exact") MoneyBody amount,
            @Schema(description = "As it would stand on an invoice line") MoneyBody settled,
            @Schema(description = "How the amount came about; they add up to it") List<StepBody> steps) {

        static Answer of(EvaluateCharge.Evaluation evaluation) {
            return new Answer(
                    Decimals.text(evaluation.quantity()),
                    MoneyBody.of(evaluation.amount()),
                    MoneyBody.of(evaluation.settled()),
                    evaluation.steps().stream().map(StepBody::of).toList());
        }
    }
}
