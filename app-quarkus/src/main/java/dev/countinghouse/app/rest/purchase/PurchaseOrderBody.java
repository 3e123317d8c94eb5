package dev.countinghouse.app.rest.purchase;

import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.purchase.Wish;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "PurchaseOrder", description = "What is to be bought: credits for an amount, or a pack")
public record PurchaseOrderBody(
        @Schema(description = "To be paid, and as many credits; absent for a pack") @Nullable MoneyBody amount,
        @Schema(description = "One of `/credit-packs`; absent for an amount", examples = "gpu_100") @Nullable
                String pack,
        @Schema(description = "Whether the customer can authenticate himself now; true where absent", examples = "true")
                @Nullable
                Boolean customerPresent) {

    Wish toWish() {
        if ((amount == null) == (pack == null)) {
            throw ProblemException.invalid(
                    amount == null ? "amount" : "pack",
                    amount == null
                            ? "is missing: say an amount or a pack"
                            : "is '" + pack + "' beside an amount: say one of them");
        }
        return amount == null ? new Wish.Pack(String.valueOf(pack)) : new Wish.Amount(amount.toMoney("amount"));
    }

    boolean isCustomerPresent() {
        return customerPresent == null || customerPresent;
    }
}
