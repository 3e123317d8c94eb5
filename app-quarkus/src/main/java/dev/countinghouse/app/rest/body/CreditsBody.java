package dev.countinghouse.app.rest.body;

import dev.countinghouse.billing.domain.ledger.Credits;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Credits", description = "So many credits of a unit")
public record CreditsBody(
        @Schema(description = "Decimal number; of a currency in major units", examples = "12.5") @NotNull String amount,
        @Schema(description = "A currency's ISO 4217 code, or a unit of the seller's own", examples = "USD") @NotNull
                String unit) {

    public static CreditsBody of(Credits credits) {
        return new CreditsBody(credits.toDecimal(), credits.unit().code());
    }
}
