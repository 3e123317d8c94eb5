package dev.countinghouse.app.rest.credit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.billing.domain.ledger.GrantId;
import dev.countinghouse.billing.domain.ledger.Posting;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CreditPosting", description = "One side of an entry; those of a unit add up to 0")
public record PostingBody(
        @Schema(description = "Of the ledger", examples = "promotional") String account,
        @Schema(description = "Whose credits they are", examples = "welcome") @Nullable String grant,
        @Schema(description = "Above 0 puts credits there, below takes them", examples = "-7.5") String amount,
        @Schema(examples = "USD") String unit) {

    static PostingBody of(Posting posting) {
        return new PostingBody(
                posting.account().key(),
                posting.grant().map(GrantId::value).orElse(null),
                posting.amount().toDecimal(),
                posting.amount().unit().code());
    }
}
