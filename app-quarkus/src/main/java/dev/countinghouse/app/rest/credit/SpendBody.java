package dev.countinghouse.app.rest.credit;

import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.LedgerId;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "CreditSpending", description = "Something to be paid for with credits, at once")
public record SpendBody(
        @Schema(
                        description = "Your own, one for each thing you want paid: sent again, it is paid once",
                        examples = "order-17")
                @NotNull
                String command,
        @Schema(description = "What is bought, as the history shows it", examples = "Report for March")
                @NotBlank
                @Size(max = 200)
                String about,
        @Schema(description = "Above 0", examples = "2.5") @NotNull String amount,
        @Schema(examples = "USD") @NotNull String unit,
        @Schema(description = "Absent: only credits for anything pay") @Nullable PurposeBody purpose) {

    CommandKey toCommand() {
        return Fields.read("command", command, text -> new CommandKey(LedgerId.requireOwn("command", text)));
    }

    Credits price() {
        return Amounts.positive("amount", amount, Amounts.unit("unit", unit));
    }

    SpendPurpose toPurpose() {
        return PurposeBody.toPurpose("purpose.", purpose);
    }
}
