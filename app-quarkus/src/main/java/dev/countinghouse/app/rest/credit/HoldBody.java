package dev.countinghouse.app.rest.credit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.CreditsBody;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.credit.Hold;
import dev.countinghouse.billing.domain.credit.HoldOutcome;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CreditHold", description = "Reserved credits, and what became of them")
public record HoldBody(
        @Schema(examples = "job-4711") String id,
        @Schema(enumeration = {"open", "captured", "released", "expired"}) String state,
        @Schema(
                        description = "Reserved, or was when it ended without being spent; of a captured one, what was"
                                + " spent",
                        examples = "6")
                String amount,
        @Schema(examples = "USD") String unit,
        @Schema(description = "Spent of it, or beyond it", examples = "0") String captured,
        @Nullable PurposeBody purpose,
        Instant placedAt,
        @Schema(description = "When what is not captured goes back by itself") Instant expiresAt,
        @Schema(description = "Of which grants, in the order they are spent") List<PartBody> parts,
        @Schema(description = "What can still be spent or held for the same purpose, where something was done")
                @Nullable
                CreditsBody available) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CreditPart")
    public record PartBody(
            @Schema(description = "Absent for what is on the credit line", examples = "welcome") @Nullable String grant,
            @Schema(examples = "6") String amount) {}

    static HoldBody of(HoldOutcome.Done done) {
        return of(done.hold(), CreditsBody.of(done.available()));
    }

    static HoldBody of(Hold hold) {
        return of(hold, null);
    }

    private static HoldBody of(Hold hold, @Nullable CreditsBody available) {
        Credits amount = hold.amount();
        return new HoldBody(
                hold.id().value(),
                Fields.word(hold.state()),
                amount.toDecimal(),
                amount.unit().code(),
                hold.captured().toDecimal(),
                PurposeBody.of(hold.order().purpose()),
                hold.placedAt(),
                hold.expiresAt(),
                hold.parts().stream()
                        .map(part -> new PartBody(
                                part.grant().map(GrantId::value).orElse(null),
                                part.amount().toDecimal()))
                        .toList(),
                available);
    }
}
