package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Wording.day;
import static dev.countinghouse.billing.ports.engine.Wording.lines;
import static dev.countinghouse.billing.ports.engine.Wording.money;
import static dev.countinghouse.billing.ports.engine.Wording.text;

import com.fasterxml.jackson.databind.JsonNode;

/** What has become of invoices of the provider, in words. */
final class ProviderInvoiceWording {

    static final String TYPES = "provider_invoice.";

    private ProviderInvoiceWording() {}

    static Wording of(String type, JsonNode data) {
        String invoice = "invoice " + text(data, data.has("number") ? "number" : "invoice");
        return switch (type.substring(TYPES.length())) {
            case "finalized" -> finalized(invoice, data);
            case "paid" -> plain("Paid: " + invoice, "Paid: " + money(data, "paid"));
            case "payment_failed" -> failed(invoice, data);
            case "voided" -> plain("Not to be paid any more: " + invoice, "Total: " + money(data, "total"));
            case "uncollectible" -> plain("Written off: " + invoice, "Not paid: " + money(data, "remaining"));
            case "credited" ->
                plain(
                        "Credit note " + text(data, "creditNote") + ": " + money(data, "total"),
                        "It corrects: " + invoice);
            default -> plain("The payment provider could not finalise " + invoice, "Why: " + text(data, "reason"));
        };
    }

    private static Wording plain(String what, String more) {
        return new Wording(what, lines(what + ".", more));
    }

    private static Wording finalized(String invoice, JsonNode data) {
        String what = "Your " + invoice + ": " + money(data, "due");
        return new Wording(
                what,
                lines(
                        what + ".",
                        "Total: " + money(data, "total"),
                        data.has("dueAt") ? "To be paid by " + day(data, "dueAt") : "",
                        page(data)));
    }

    private static Wording failed(String invoice, JsonNode data) {
        String what = "The payment of " + invoice + " failed";
        return new Wording(
                what,
                lines(
                        what + ".",
                        "To be paid: " + money(data, "remaining"),
                        data.has("nextTryAt")
                                ? "It is tried again on " + day(data, "nextTryAt") + "."
                                : "It is not tried again.",
                        page(data)));
    }

    private static String page(JsonNode data) {
        return data.has("page") ? "See and pay it here: " + text(data, "page") : "";
    }
}
