package dev.countinghouse.app.rest.purchase;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.billing.domain.purchase.PurchaseRefund;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Refund", description = "A part of a purchase that is given back for credits that were left")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RefundBody(
        String id,
        MoneyBody amount,
        @Schema(
                        enumeration = {"requested", "done", "refused"},
                        description = "`requested`: the provider has not answered; the credits are gone already")
                String state,
        @Schema(description = "Why the provider refused; the credits are back") @Nullable String refusal,
        Instant askedAt) {

    static RefundBody of(PurchaseRefund refund) {
        return new RefundBody(
                refund.id().value(),
                MoneyBody.of(refund.amount()),
                Fields.word(refund.state()),
                refund.refusal().isEmpty() ? null : refund.refusal(),
                refund.askedAt());
    }
}
