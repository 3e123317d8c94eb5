package dev.countinghouse.app.rest.invoice;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.billing.domain.dunning.DunningStage;
import dev.countinghouse.billing.domain.dunning.InvoiceRefund;
import dev.countinghouse.billing.domain.dunning.PaymentTry;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.ports.driving.ReadReceivables.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "InvoicePayment", description = "What became of an invoice that asks for money")
@JsonInclude(JsonInclude.Include.NON_NULL)
record InvoicePaymentBody(
        String invoice,
        String account,
        @Schema(enumeration = {"open", "paid", "void", "uncollectible"}) String status,
        @Schema(
                        description = "How far dunning has gone; absent if nothing has gone wrong",
                        enumeration = {"past_due", "grace", "restricted", "canceled"})
                @Nullable
                String stage,
        MoneyBody amount,
        @Schema(description = "What credit notes have taken off since") MoneyBody credited,
        @Schema(description = "What came in") MoneyBody paid,
        @Schema(description = "What of it was given back") MoneyBody refunded,
        @Schema(description = "What is still to be paid") MoneyBody outstanding,
        Instant dueAt,
        @Nullable Instant pastDueSince,
        @Schema(description = "When payment is tried next") @Nullable Instant nextTryAt,
        @Schema(description = "When it was paid, credited or written off") @Nullable Instant closedAt,
        List<TryBody> tries,
        List<RefundBody> refunds,
        @Schema(description = "The reference of what was paid past the provider") @Nullable String paidOutside) {

    @Schema(name = "InvoicePaymentTry")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TryBody(
            int number,
            Instant at,
            MoneyBody amount,
            @Schema(
                            description = "requested: the provider has not answered",
                            enumeration = {"requested", "processing", "requires_action", "succeeded", "failed"})
                    String state,
            @Schema(description = "Why it failed, for programs", examples = "card_declined") @Nullable String code,
            @Schema(description = "Why it failed, for people") @Nullable String reason,
            @Schema(description = "Where the customer confirms it") @Nullable String page,
            @Schema(
                            description = "Whether the customer's bank has taken it back",
                            enumeration = {"open", "won", "lost"})
                    @Nullable
                    String dispute) {

        static TryBody of(PaymentTry one) {
            Optional<PaymentState.RequiresAction> action = one.state()
                    .filter(PaymentState.RequiresAction.class::isInstance)
                    .map(PaymentState.RequiresAction.class::cast);
            return new TryBody(
                    one.number(),
                    one.at(),
                    MoneyBody.of(one.amount()),
                    one.state().map(PaymentState::name).orElse("requested"),
                    one.failure().map(PaymentState.Failed::code).orElse(null),
                    one.failure().map(PaymentState.Failed::text).orElse(null),
                    action.map(page -> page.page().toString()).orElse(null),
                    one.dispute().map(dispute -> Fields.word(dispute.state())).orElse(null));
        }
    }

    @Schema(name = "InvoiceRefund")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RefundBody(
            int number,
            Instant askedAt,
            MoneyBody amount,
            @Schema(
                            description = "refused: the seller has to give it back in another way",
                            enumeration = {"requested", "done", "refused"})
                    String state,
            @Nullable String reason) {

        static RefundBody of(InvoiceRefund refund) {
            return new RefundBody(
                    refund.number(),
                    refund.askedAt(),
                    MoneyBody.of(refund.amount()),
                    Fields.word(refund.state()),
                    refund.refusal().isEmpty() ? null : refund.refusal());
        }
    }

    static InvoicePaymentBody of(Standing standing) {
        Receivable receivable = standing.receivable();
        return new InvoicePaymentBody(
                receivable.invoice().toString(),
                receivable.account().value(),
                receivable.status().key(),
                standing.stage().map(DunningStage::key).orElse(null),
                MoneyBody.of(receivable.debt().amount()),
                MoneyBody.of(receivable.receipts().credited()),
                MoneyBody.of(receivable.receipts().received()),
                MoneyBody.of(receivable.receipts().refunded()),
                MoneyBody.of(receivable.outstanding()),
                receivable.debt().dueAt(),
                receivable.pastDueSince().orElse(null),
                receivable.course().retryAt().filter(at -> receivable.isOpen()).orElse(null),
                receivable.closedAt().orElse(null),
                receivable.receipts().tries().stream().map(TryBody::of).toList(),
                receivable.receipts().refunds().stream().map(RefundBody::of).toList(),
                receivable
                        .receipts()
                        .outside()
                        .map(outside -> outside.reference())
                        .orElse(null));
    }
}
