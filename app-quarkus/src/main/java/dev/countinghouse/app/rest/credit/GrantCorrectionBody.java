package dev.countinghouse.app.rest.credit;

import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.ledger.CommandKey;
import dev.countinghouse.billing.domain.ledger.LedgerId;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "CreditGrantCorrection")
public record GrantCorrectionBody(
        @Schema(description = "Your own, one for each correction: sent again, it is done once", examples = "fix-17")
                @NotNull
                String command,
        @Schema(description = "What it should have been, in the grant's unit", examples = "15") @NotNull
                String amount) {

    CommandKey toCommand() {
        return Fields.read("command", command, text -> new CommandKey(LedgerId.requireOwn("command", text)));
    }
}
