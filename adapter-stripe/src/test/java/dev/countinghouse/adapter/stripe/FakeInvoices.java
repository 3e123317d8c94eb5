package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Invoices at {@link FakeStripe}, which do nothing by themselves, with their lines and payments. */
final class FakeInvoices {

    private static final int FIRST_LINES = 10;
    private static final int PAGE = 100;

    final Map<String, ObjectNode> all = new LinkedHashMap<>();
    final Map<String, ObjectNode> paidBy = new LinkedHashMap<>();
    final FakeCreditNotes notes;

    private final FakeAccount account;
    private final FakePayments payments;

    FakeInvoices(FakeAccount account, FakePayments payments) {
        this.account = account;
        this.payments = payments;
        this.notes = new FakeCreditNotes(this, payments);
    }

    static boolean isFor(FakeCall call) {
        return call.path().matches("/v1/(invoices|credit_notes|invoice_payments)(/.*)?");
    }

    /** Somebody, or a subscription, has made one. */
    ObjectNode draft(String customer, Optional<String> subscription, List<Long> lines) {
        ObjectNode invoice = JsonNodeFactory.instance.objectNode();
        String id = "in_" + (all.size() + 1);
        long total = lines.stream().mapToLong(each -> each).sum();
        invoice.put("id", id).put("object", "invoice").put("customer", customer).put("created", payments.now());
        invoice.put("status", "draft").put("currency", "usd").put("attempt_count", 0);
        invoice.put("subtotal", total).put("total", total).put("amount_due", Math.max(0, total));
        invoice.put("amount_paid", 0).put("amount_remaining", Math.max(0, total));
        invoice.putArray("total_discount_amounts");
        invoice.putArray("total_taxes");
        invoice.putObject("status_transitions");
        subscription.ifPresent(of -> invoice.putObject("parent")
                .put("type", "subscription_details")
                .putObject("subscription_details")
                .put("subscription", of));
        ArrayNode kept = invoice.putArray("_lines");
        lines.forEach(amount -> addLine(kept, amount));
        all.put(id, invoice);
        return invoice;
    }

    private void addLine(ArrayNode lines, long amount) {
        ObjectNode line = lines.addObject().put("id", "il_" + lines.size()).put("object", "line_item");
        line.put("amount", amount).put("currency", "usd").put("quantity", 1).put("description", "Pro");
        // what is added by hand is for a moment
        line.putObject("period").put("start", payments.now()).put("end", payments.now());
        line.putObject("pricing")
                .put("type", "price_details")
                .putObject("price_details")
                .put("price", "price_pro")
                .put("product", "prod_pro");
        line.putObject("parent")
                .put("type", "subscription_item_details")
                .putObject("subscription_item_details")
                .put("proration", amount < 0);
    }

    FakeAnswer answer(FakeCall call) {
        if (call.path().startsWith("/v1/credit_notes")) {
            return notes.answer(call);
        }
        if (call.is("GET /v1/invoice_payments")) {
            return FakeAnswer.ok(FakeAccount.list(payments(call)));
        }
        if (call.is("GET /v1/invoices")) {
            Map<String, ObjectNode> shown = new LinkedHashMap<>();
            all.forEach((id, each) -> shown.put(id, shown(each, call.expands("data." + expandable()))));
            return payments.list(call, shown, "customer");
        }
        ObjectNode invoice = all.get(call.id());
        if (invoice == null) {
            return FakeAnswer.missing("invoice", call.id());
        }
        if (call.is("GET .*/lines")) {
            return lines(invoice, call);
        }
        return call.method().equals("POST")
                ? change(invoice, call)
                : FakeAnswer.ok(shown(invoice, call.expands(expandable())));
    }

    private static String expandable() {
        return "parent.subscription_details.subscription";
    }

    private ObjectNode shown(ObjectNode invoice, boolean withSubscription) {
        ObjectNode shown = invoice.deepCopy();
        List<ObjectNode> lines = lines(shown);
        shown.remove("_lines");
        shown.set(
                "lines",
                FakeAccount.list(lines.subList(0, Math.min(FIRST_LINES, lines.size())))
                        .put("has_more", lines.size() > FIRST_LINES));
        JsonNode details = shown.at("/parent/subscription_details");
        if (withSubscription && details.has("subscription")) {
            ObjectNode subscription =
                    account.subscriptions.all.get(details.path("subscription").asText());
            ((ObjectNode) details).set("subscription", subscription.deepCopy());
        }
        return shown;
    }

    private static List<ObjectNode> lines(ObjectNode invoice) {
        List<ObjectNode> lines = new ArrayList<>();
        invoice.path("_lines").forEach(line -> lines.add((ObjectNode) line));
        return lines;
    }

    private static FakeAnswer lines(ObjectNode invoice, FakeCall call) {
        List<ObjectNode> all = lines(invoice);
        String after = call.sent().path("starting_after").asText();
        int first = after.isEmpty() ? 0 : Integer.parseInt(after.substring("il_".length()));
        int end = Math.min(all.size(), first + PAGE);
        return FakeAnswer.ok(FakeAccount.list(all.subList(first, end)).put("has_more", end < all.size()));
    }

    private List<ObjectNode> payments(FakeCall call) {
        JsonNode sent = call.sent();
        String intent = sent.at("/payment/payment_intent").asText();
        return paidBy.values().stream()
                .filter(each -> !sent.has("invoice")
                        || each.path("invoice")
                                .asText()
                                .equals(sent.path("invoice").asText()))
                .filter(each -> !sent.has("status")
                        || each.path("status")
                                .asText()
                                .equals(sent.path("status").asText()))
                .filter(each -> intent.isEmpty()
                        || each.at("/payment/payment_intent").asText().equals(intent))
                .map(each -> call.expands("data.payment.payment_intent.latest_charge") ? expanded(each) : each)
                .toList();
    }

    private ObjectNode expanded(ObjectNode payment) {
        ObjectNode shown = payment.deepCopy();
        ObjectNode intent = payments.intents
                .get(payment.at("/payment/payment_intent").asText())
                .deepCopy();
        intent.set(
                "latest_charge",
                payments.charges.get(intent.path("latest_charge").asText()).deepCopy());
        ((ObjectNode) shown.path("payment")).set("payment_intent", intent);
        return shown;
    }

    private FakeAnswer change(ObjectNode invoice, FakeCall call) {
        String step = call.path().replaceAll(".*/", "");
        Set<String> from =
                switch (step) {
                    case "finalize" -> Set.of("draft");
                    case "mark_uncollectible" -> Set.of("open");
                    default -> Set.of("open", "uncollectible");
                };
        if (!from.contains(status(invoice))) {
            return FakeAnswer.invalid("invoice_not_editable", "It is " + status(invoice));
        }
        switch (step) {
            case "finalize" -> finalise(invoice);
            case "void" -> close(invoice, "void", "voided_at");
            case "mark_uncollectible" -> close(invoice, "uncollectible", "marked_uncollectible_at");
            default -> {
                return pay(invoice, call);
            }
        }
        return FakeAnswer.ok(shown(invoice, false));
    }

    private void finalise(ObjectNode invoice) {
        String id = invoice.path("id").asText();
        close(invoice, "open", "finalized_at");
        invoice.put("number", "F-" + id).put("hosted_invoice_url", "https://invoice.stripe.example/" + id);
        invoice.put("invoice_pdf", "https://invoice.stripe.example/" + id + "/pdf");
        settle(invoice);
    }

    /** Where nothing is left to be paid it is paid. */
    void settle(ObjectNode invoice) {
        if (invoice.path("amount_remaining").asLong() == 0) {
            close(invoice, "paid", "paid_at");
        }
    }

    private void close(ObjectNode invoice, String status, String at) {
        invoice.put("status", status);
        ((ObjectNode) invoice.path("status_transitions")).put(at, payments.now());
    }

    private FakeAnswer pay(ObjectNode invoice, FakeCall call) {
        if (!call.sent().path("paid_out_of_band").asBoolean()) {
            Optional<FakeMethod> method = method(invoice);
            if (method.isEmpty()) {
                return FakeAnswer.missing("payment_method", "");
            }
            // of what is tried by hand the first counts
            invoice.put(
                    "attempt_count", Math.max(1, invoice.path("attempt_count").asInt()));
            if (!method.get().code.isEmpty()) {
                return FakeAnswer.error(402, "card_error", method.get().code, "It was declined.");
            }
            paidBy(invoice);
            if (method.get() == FakeMethod.BANK) {
                return FakeAnswer.ok(shown(invoice, false));
            }
        }
        invoice.put("amount_paid", invoice.path("amount_due").asLong()).put("amount_remaining", 0);
        settle(invoice);
        return FakeAnswer.ok(shown(invoice, false));
    }

    private Optional<FakeMethod> method(ObjectNode invoice) {
        String customer = invoice.path("customer").asText();
        return account.method(
                customer,
                account.customer(customer)
                        .at("/invoice_settings/default_payment_method")
                        .asText());
    }

    private void paidBy(ObjectNode invoice) {
        String intent = payments.payElsewhere(
                invoice.path("customer").asText(), invoice.path("amount_due").asLong(), "usd");
        ObjectNode payment = JsonNodeFactory.instance.objectNode();
        String id = "inpay_" + (paidBy.size() + 1);
        payment.put("id", id).put("object", "invoice_payment").put("status", "paid");
        payment.put("invoice", invoice.path("id").asText());
        payment.putObject("payment").put("type", "payment_intent").put("payment_intent", intent);
        paidBy.put(id, payment);
        if (method(invoice).orElseThrow() == FakeMethod.BANK) {
            payment.put("status", "open");
            payments.intents.get(intent).put("status", "processing");
        }
    }

    static String status(ObjectNode invoice) {
        return invoice.path("status").asText();
    }
}
