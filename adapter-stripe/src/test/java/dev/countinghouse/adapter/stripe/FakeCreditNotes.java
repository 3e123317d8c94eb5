package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Credit notes at {@link FakeStripe}. */
final class FakeCreditNotes {

    final Map<String, ObjectNode> all = new LinkedHashMap<>();
    private final FakeInvoices invoices;
    private final FakePayments payments;

    FakeCreditNotes(FakeInvoices invoices, FakePayments payments) {
        this.invoices = invoices;
        this.payments = payments;
    }

    FakeAnswer answer(FakeCall call) {
        if (call.is("GET /v1/credit_notes")) {
            return payments.list(call, all, "invoice");
        }
        if (call.is("GET .*")) {
            return all.containsKey(call.id()) ? FakeAnswer.ok(all.get(call.id())) : FakeAnswer.missing("id", call.id());
        }
        ObjectNode invoice = invoices.all.get(call.sent().path("invoice").asText());
        return invoice == null ? FakeAnswer.missing("invoice", "") : create(invoice, call.sent());
    }

    FakeAnswer create(ObjectNode invoice, JsonNode sent) {
        String wrong = FakeInvoices.status(invoice).equals("open") ? takeOff(invoice, sent) : giveBack(invoice, sent);
        if (!wrong.isEmpty()) {
            return FakeAnswer.invalid("", wrong);
        }
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        String id = "cn_" + (all.size() + 1);
        note.put("id", id).put("object", "credit_note").put("created", payments.now());
        note.put("invoice", invoice.path("id").asText())
                .put("customer", invoice.path("customer").asText());
        note.put("total", sent.path("amount").asLong()).put("currency", "usd").put("status", "issued");
        note.put("number", invoice.path("number").asText() + "-CN-" + (all.size() + 1));
        note.put("memo", sent.path("memo").asText()).put("pdf", "https://invoice.stripe.example/" + id);
        note.set("metadata", sent.path("metadata").deepCopy());
        all.put(id, note);
        return FakeAnswer.ok(note);
    }

    private String takeOff(ObjectNode invoice, JsonNode sent) {
        long amount = sent.path("amount").asLong();
        long remaining = invoice.path("amount_remaining").asLong();
        if (amount > remaining || sent.has("refund_amount") || sent.has("credit_amount")) {
            return "it is more than remains, or given back before it was paid";
        }
        invoice.put("amount_due", invoice.path("amount_due").asLong() - amount)
                .put("amount_remaining", remaining - amount);
        invoices.settle(invoice);
        return "";
    }

    private String giveBack(ObjectNode invoice, JsonNode sent) {
        long amount = sent.path("amount").asLong();
        long refund = sent.path("refund_amount").asLong();
        long before = all.values().stream()
                .filter(each ->
                        each.path("invoice").asText().equals(invoice.path("id").asText()))
                .mapToLong(each -> each.path("total").asLong())
                .sum();
        if (!FakeInvoices.status(invoice).equals("paid")
                || before + amount > invoice.path("total").asLong()
                || amount != refund + sent.path("credit_amount").asLong()) {
            return "it is not paid, too much, or it is not said where the money is to go";
        }
        return refund == 0 ? "" : refund(invoice, refund);
    }

    private String refund(ObjectNode invoice, long amount) {
        ObjectNode payment = invoices.paidBy.values().stream()
                .filter(each ->
                        each.path("invoice").asText().equals(invoice.path("id").asText()))
                .findFirst()
                .orElseThrow();
        ObjectNode intent =
                payments.intents.get(payment.at("/payment/payment_intent").asText());
        FakeAnswer made = payments.refund(intent, amount, JsonNodeFactory.instance.objectNode());
        return made.status() == 200 ? "" : "the refund was refused";
    }
}
