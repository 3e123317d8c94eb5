package dev.countinghouse.app.rest.credit;

import dev.countinghouse.billing.domain.credit.CreditBalance;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "CreditBalance", description = "What an account has of a unit, as of now")
public record BalanceBody(
        @Schema(examples = "USD") String unit,
        @Schema(
                        description = "Can be spent or held on anything, credit line included; below 0 where usage went"
                                + " beyond it",
                        examples = "12.5")
                String available,
        @Schema(description = "Can be spent besides, but only on what its grants are for", examples = "5")
                String restricted,
        @Schema(description = "Reserved by holds", examples = "2") String held,
        @Schema(description = "Granted, and effective later", examples = "0") String pending,
        @Schema(description = "Spent beyond all grants", examples = "0") String overdrawn,
        @Schema(description = "How far below 0 holds and sales may go", examples = "0") String creditLine,
        @Schema(
                        description = "Every account of the ledger as it is posted, all of them together 0: purchased,"
                                + " bonus, promotional, recurring, held, consumed, …",
                        examples = "{\"promotional\": \"12.5\", \"held\": \"2\", \"cost\": \"-14.5\"}")
                Map<String, String> accounts) {

    static BalanceBody of(CreditBalance balance) {
        Map<String, String> accounts = new TreeMap<>();
        balance.accounts().forEach((account, credits) -> accounts.put(account.key(), credits.toDecimal()));
        return new BalanceBody(
                balance.unit().code(),
                balance.available().toDecimal(),
                balance.restricted().toDecimal(),
                balance.held().toDecimal(),
                balance.pending().toDecimal(),
                balance.overdrawn().toDecimal(),
                balance.creditLine().toDecimal(),
                accounts);
    }
}
