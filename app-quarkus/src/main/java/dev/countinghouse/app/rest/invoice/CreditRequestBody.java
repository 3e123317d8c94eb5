package dev.countinghouse.app.rest.invoice;

import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.money.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Currency;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "CreditRequest")
public record CreditRequestBody(
        @Schema(
                        description =
                                "Chosen by you, once for each thing to give back, so that a repeated call gives it"
                                        + " back once; unique in the account",
                        examples = "outage-2026-01-12")
                @NotBlank
                @Size(max = CreditNoteId.MAX_LENGTH)
                String id,
        @NotEmpty @Size(max = 1000) List<@NotNull @Valid LineBody> lines,
        @Schema(description = "As the credit note states it", examples = "Outage on 12 January")
                @NotBlank
                @Size(max = 500)
                String reason) {

    @Schema(name = "LineToCredit")
    public record LineBody(
            @Schema(description = "The key of a line of the invoice") @NotBlank String line,
            @Schema(description = "What to give back of it, before tax, in the invoice's currency", examples = "12.00")
                    @NotBlank
                    String amount) {}

    SortedMap<String, Money> amounts(Currency currency) {
        SortedMap<String, Money> amounts = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            LineBody each = lines.get(i);
            Money amount = Fields.read("lines[" + i + "].amount", each.amount, text -> Money.parse(text, currency));
            if (amounts.put(each.line, amount) != null) {
                throw ProblemException.invalid(
                        "lines[" + i + "].line", "is '" + each.line + "' once more, each line may be named once");
            }
        }
        return amounts;
    }
}
