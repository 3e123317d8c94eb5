package dev.countinghouse.app.rest.credit;

import dev.countinghouse.app.rest.body.Durations;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.HoldOrder;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "CreditHoldOrder", description = "Credits to be reserved for something that is about to be done")
public record HoldOrderBody(
        @Schema(description = "0 reserves nothing and can be captured for more", examples = "6") @NotNull String amount,
        @Schema(examples = "USD") @NotNull String unit,
        @Schema(description = "Absent: only credits for anything are taken") @Nullable @Valid PurposeBody purpose,
        @Schema(
                        description =
                                "After which what is not captured goes back by itself, ISO 8601, at most 366 days",
                        examples = "PT10M")
                @NotNull
                String lasts) {

    HoldOrder toOrder(HoldId id) {
        return toOrder("", id);
    }

    /** @param at where it stands in the body, with a dot behind it */
    HoldOrder toOrder(String at, HoldId id) {
        return new HoldOrder(
                id,
                Amounts.notNegative(at + "amount", amount, Amounts.unit(at + "unit", unit)),
                PurposeBody.toPurpose(at + "purpose.", purpose),
                Durations.parse(at + "lasts", lasts, Durations.SHORTEST));
    }
}
