package dev.countinghouse.app.rest.purchase;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.CreditsBody;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.billing.domain.payment.Dispute;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.domain.plan.CreditSale;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.domain.purchase.PurchaseTerms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Purchase", description = "Credits that were bought, and what has become of it")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PurchaseBody(
        @Schema(examples = "order-4711") String id,
        @Schema(
                        enumeration = {"requested", "processing", "requires_action", "succeeded", "failed"},
                        description = "Credits are granted with `succeeded`. `requested`: it is not known yet whether"
                                + " the provider has done it; `processing`: a bank takes days")
                String state,
        @Schema(description = "For `requires_action`: where the customer has to go") @Nullable String url,
        @Schema(description = "For `failed`") @Nullable FailureBody failure,
        MoneyBody price,
        @Nullable String pack,
        @Schema(description = "What is paid for") CreditsBody credits,
        @Schema(description = "What is given on top") @Nullable CreditsBody bonus,
        @Schema(description = "How long they can be spent; absent for ever", examples = "1 year") @Nullable
                String lasts,
        @Schema(enumeration = {"customer", "checkout", "top_up"}) String origin,
        Instant startedAt,
        @Nullable Instant decidedAt,
        @Schema(description = "What was given back of the price, whoever did it") MoneyBody refunded,
        @Schema(description = "Those asked for here, the first one first") List<RefundBody> refunds,
        @Nullable DisputeBody dispute) {

    @Schema(name = "PurchaseFailure", description = "Why nothing was paid")
    public record FailureBody(@Schema(examples = "card_declined") String code, String text) {}

    @Schema(name = "Dispute", description = "The customer has asked his bank for the money back")
    public record DisputeBody(
            @Schema(
                            enumeration = {"open", "won", "lost"},
                            description = "Unless it is won, the account has none of the credits")
                    String state,
            MoneyBody amount,
            @Schema(examples = "fraudulent") String reason,
            Instant openedAt) {

        static DisputeBody of(Dispute dispute) {
            return new DisputeBody(
                    Fields.word(dispute.state()), MoneyBody.of(dispute.amount()), dispute.reason(), dispute.openedAt());
        }
    }

    static PurchaseBody of(Purchase purchase) {
        PurchaseTerms terms = purchase.deal().terms();
        return new PurchaseBody(
                purchase.id().value(),
                purchase.state(),
                page(purchase.payment()),
                failure(purchase.payment()),
                MoneyBody.of(purchase.price()),
                terms.wish()
                        .fold(amount -> Optional.<String>empty(), wish -> Optional.of(wish.key()))
                        .orElse(null),
                CreditsBody.of(terms.bought()),
                terms.bonus()
                        .map(CreditSale.Bonus::credits)
                        .map(CreditsBody::of)
                        .orElse(null),
                terms.lasts().map(Object::toString).orElse(null),
                Fields.word(purchase.deal().origin()),
                purchase.deal().startedAt(),
                purchase.decidedAt().orElse(null),
                MoneyBody.of(purchase.refunded()),
                purchase.refunds().stream().map(RefundBody::of).toList(),
                purchase.dispute().map(DisputeBody::of).orElse(null));
    }

    private static @Nullable String page(Optional<PaymentState> payment) {
        return payment.filter(PaymentState.RequiresAction.class::isInstance)
                .map(PaymentState.RequiresAction.class::cast)
                .map(action -> action.page().toString())
                .orElse(null);
    }

    private static @Nullable FailureBody failure(Optional<PaymentState> payment) {
        return payment.filter(PaymentState.Failed.class::isInstance)
                .map(PaymentState.Failed.class::cast)
                .map(failed -> new FailureBody(failed.code(), failed.text()))
                .orElse(null);
    }
}
