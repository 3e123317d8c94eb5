package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Wording.day;
import static dev.countinghouse.billing.ports.engine.Wording.lines;
import static dev.countinghouse.billing.ports.engine.Wording.money;
import static dev.countinghouse.billing.ports.engine.Wording.text;

import com.fasterxml.jackson.databind.JsonNode;

/** What has become of invoices that ask for money, in words. */
final class ReceivableWording {

    private ReceivableWording() {}

    static Wording paid(JsonNode data) {
        String what = "Invoice " + text(data, "invoice") + " is paid";
        return new Wording(what, lines(what + ".", "Paid: " + money(data, "paid")));
    }

    static Wording failed(JsonNode data) {
        String what = "The payment of invoice " + text(data, "invoice") + " failed";
        return new Wording(
                what,
                lines(
                        what + ": " + text(data, "reason"),
                        "To be paid: " + money(data, "amount"),
                        data.has("nextTryAt")
                                ? "It is tried again on " + day(data, "nextTryAt")
                                        + ", or once you change what you pay by."
                                : "It is not tried again. Please change what you pay by, or pay the invoice."));
    }

    static Wording actionRequired(JsonNode data) {
        String what = "The payment of invoice " + text(data, "invoice") + " waits for you";
        return new Wording(
                what,
                lines(
                        what + ": your bank asks you to confirm it.",
                        "To be paid: " + money(data, "amount"),
                        "Confirm it here: " + text(data, "page")));
    }

    static Wording uncollectible(JsonNode data) {
        String what = "Invoice " + text(data, "invoice") + " was written off";
        return new Wording(what, lines(what + ".", "Not paid: " + money(data, "outstanding")));
    }

    static Wording refunded(JsonNode data) {
        String what = money(data, "amount") + " of invoice " + text(data, "invoice") + " were given back";
        return new Wording(what, lines(what + ".", "Given back in all: " + money(data, "refunded")));
    }

    static Wording disputed(JsonNode data) {
        String what = "A payment of invoice " + text(data, "invoice") + " is disputed: " + text(data, "state");
        return new Wording(
                what, lines(what + ".", "It is about: " + money(data, "amount"), "Reason: " + text(data, "reason")));
    }

    static Wording standing(JsonNode data) {
        if (!data.has("invoice")) {
            return standingThere(data);
        }
        String invoice = "Invoice " + text(data, "invoice");
        return switch (text(data, "standing")) {
            case "past_due" -> overdue(invoice + " is past due", "", data);
            case "grace" -> overdue(invoice + " is still not paid", "Payment is not tried again by itself.", data);
            case "restricted" ->
                overdue("Nothing can be used until invoice " + text(data, "invoice") + " is paid", "", data);
            case "canceled" ->
                overdue(
                        "The subscriptions have ended, because invoice " + text(data, "invoice") + " was not paid",
                        "",
                        data);
            default ->
                new Wording("All invoices are paid", lines("All invoices that were past due are paid. Thank you."));
        };
    }

    /** Where a provider invoices, whose invoices have numbers of his. */
    private static Wording standingThere(JsonNode data) {
        String what =
                switch (text(data, "standing")) {
                    case "past_due" -> "An invoice is past due";
                    case "grace" -> "An invoice is still not paid";
                    case "restricted" -> "Nothing can be used until all invoices are paid";
                    case "canceled" -> "The subscriptions have ended, because an invoice was not paid";
                    default -> "All invoices are paid";
                };
        return new Wording(what, lines(what + ".", restriction(data)));
    }

    private static String restriction(JsonNode data) {
        return data.has("restrictedFrom")
                ? "Nothing can be used any more from " + day(data, "restrictedFrom") + " on."
                : "";
    }

    private static Wording overdue(String what, String more, JsonNode data) {
        return new Wording(
                what,
                lines(
                        what + ".",
                        more,
                        "To be paid: " + money(data, "outstanding"),
                        restriction(data),
                        data.has("canceledFrom") ? "The subscriptions end on " + day(data, "canceledFrom") + "." : ""));
    }
}
