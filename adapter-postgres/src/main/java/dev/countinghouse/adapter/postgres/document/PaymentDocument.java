package dev.countinghouse.adapter.postgres.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Dispute;
import dev.countinghouse.billing.domain.payment.PaymentState;
import java.net.URI;

/** What a provider says of a payment. */
final class PaymentDocument {

    private PaymentDocument() {}

    static JsonNode state(PaymentState state) {
        ObjectNode node = Json.object().put("state", state.name());
        return state.fold(
                () -> node, action -> node.put("page", action.page().toString()), () -> node, failed -> node.put(
                                "code", failed.code())
                        .put("text", failed.text()));
    }

    static PaymentState state(Fields fields) {
        String name = fields.text("state");
        return switch (name) {
            case "processing" -> new PaymentState.Processing();
            case "requires_action" -> new PaymentState.RequiresAction(URI.create(fields.text("page")));
            case "succeeded" -> new PaymentState.Succeeded();
            case "failed" -> new PaymentState.Failed(fields.text("code"), fields.text("text"));
            default -> throw new IllegalStateException("a stored payment is in state '" + name + "'");
        };
    }

    static JsonNode dispute(Dispute dispute) {
        return Json.object()
                .put("state", Json.word(dispute.state()))
                .put("amount", dispute.amount().toString())
                .put("reason", dispute.reason())
                .put("opened_at", dispute.openedAt().toString());
    }

    static Dispute dispute(Fields fields) {
        Money amount = fields.money("amount");
        return new Dispute(
                fields.word("state", Dispute.State.class), amount, fields.text("reason"), fields.instant("opened_at"));
    }
}
