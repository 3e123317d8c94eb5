package dev.countinghouse.billing.ports.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countinghouse.billing.domain.notification.Delivery;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message in words, for people.
 *
 * @param subject one line
 * @param text what else there is to say, in lines
 */
record Wording(String subject, String text) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int DAY = "2026-01-31".length();

    static Wording of(Delivery delivery) {
        JsonNode data = parsed(delivery.payload());
        return switch (delivery.type()) {
            case "invoice.issued" -> issued(data);
            case "invoice.credited" -> credited(data);
            case "invoice.paid" -> ReceivableWording.paid(data);
            case "invoice.payment_failed" -> ReceivableWording.failed(data);
            case "invoice.payment_action_required" -> ReceivableWording.actionRequired(data);
            case "invoice.uncollectible" -> ReceivableWording.uncollectible(data);
            case "invoice.refunded" -> ReceivableWording.refunded(data);
            case "invoice.disputed" -> ReceivableWording.disputed(data);
            case "account.standing_changed" -> ReceivableWording.standing(data);
            case "subscription.started" -> subscription("has been started", data);
            case "subscription.changed" -> subscription("has been changed", data);
            case "subscription.ended" -> subscription("has ended", data);
            case "subscription.trial_ending" -> trialEnding(data);
            case "quota.threshold_crossed" -> used(data);
            case "budget.threshold_crossed" -> spent(data);
            case "session.running_out" -> runningOut(data);
            case "session.ended" -> ended(data);
            case "credits.exhausted" -> exhausted(data);
            case "credits.purchased" -> PurchaseWording.purchased(data);
            case "credits.purchase_failed" -> PurchaseWording.failed(data);
            case "credits.refunded" -> PurchaseWording.refunded(data);
            case "credits.disputed" -> PurchaseWording.disputed(data);
            case "top_up.failed" -> PurchaseWording.topUpFailed(data);
            case "usage_report.refused" -> notCounted(data);
            default ->
                delivery.type().startsWith(ProviderInvoiceWording.TYPES)
                        ? ProviderInvoiceWording.of(delivery.type(), data)
                        : plain(delivery.type(), data);
        };
    }

    static JsonNode parsed(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the payload of a message is not JSON", broken);
        }
    }

    private static Wording issued(JsonNode data) {
        return new Wording(
                "Invoice " + text(data, "invoice") + ": " + money(data, "amountDue"),
                lines(
                        "Invoice " + text(data, "invoice") + " was issued on " + day(data, "issuedAt") + ".",
                        "For: " + day(data.path("period"), "start") + " to " + day(data.path("period"), "end"),
                        "Total: " + money(data, "total"),
                        "To be paid: " + money(data, "amountDue") + " by " + day(data, "dueAt")));
    }

    private static Wording notCounted(JsonNode data) {
        return new Wording(
                "Usage of " + text(data, "account") + " is not counted by the payment provider",
                lines(
                        text(data, "difference") + " of " + text(data, "meter") + " were to be counted.",
                        "Used: " + day(data.path("period"), "start") + " to " + day(data.path("period"), "end"),
                        "Why they were not: " + text(data, "reason"),
                        "It is told again by itself."));
    }

    private static Wording credited(JsonNode data) {
        return new Wording(
                "Credit note " + text(data, "creditNote") + ": " + money(data, "total"),
                lines(
                        "Credit note " + text(data, "creditNote") + " was issued on " + day(data, "issuedAt") + ".",
                        "It corrects: invoice " + text(data, "invoice"),
                        "Total: " + money(data, "total")));
    }

    private static Wording used(JsonNode data) {
        return crossed(
                text(data, "threshold") + " % of the allowance of " + text(data, "meter") + " is used",
                "Used: " + text(data, "used") + " of " + text(data, "limit"),
                data);
    }

    private static Wording spent(JsonNode data) {
        return crossed(
                text(data, "threshold") + " % of budget " + text(data, "budget") + " is spent",
                "Spent: " + money(data, "spent") + " of " + money(data, "limit"),
                data);
    }

    private static Wording crossed(String what, String howMuch, JsonNode data) {
        JsonNode period = data.path("period");
        return new Wording(
                what,
                lines(
                        what + ".",
                        howMuch,
                        "In the billing period: " + day(period, "start") + " to " + day(period, "end")));
    }

    private static Wording subscription(String what, JsonNode data) {
        String about = "Subscription " + text(data, "subscription") + " " + what;
        return new Wording(
                about,
                lines(
                        about + ".",
                        "Plan: " + text(data, "plan") + ", version " + text(data, "version"),
                        "Quantity: " + text(data, "quantity"),
                        data.has("endsAt") ? "Ends: " + text(data, "endsAt") : ""));
    }

    private static Wording trialEnding(JsonNode data) {
        return new Wording(
                "Your trial ends on " + day(data, "trialEndsAt"),
                lines(
                        "The trial of subscription " + text(data, "subscription") + " ends at "
                                + text(data, "trialEndsAt") + ".",
                        "From then on it is charged: plan " + text(data, "plan") + ", quantity "
                                + text(data, "quantity"),
                        "Until then it can be cancelled, and a method of payment be chosen."));
    }

    private static Wording runningOut(JsonNode data) {
        String what = "Session " + text(data, "session") + " is running out of credits";
        return new Wording(
                what,
                lines(
                        what + ".",
                        "There are credits until: " + text(data, "runsOutAt"),
                        "Without more it is ended at: " + text(data, "stopBy")));
    }

    private static Wording ended(JsonNode data) {
        String what = "Session " + text(data, "session") + " has ended";
        return new Wording(
                what,
                lines(
                        what + ": " + text(data, "reason").replace('_', ' ') + ".",
                        "It ran for: " + text(data, "seconds") + " seconds",
                        "Cost: " + credits(data, "cost")));
    }

    private static Wording exhausted(JsonNode data) {
        String what = "There are no credits left (" + text(data, "unit") + ")";
        return new Wording(
                what, lines(what + ".", "Available: " + credits(data, "available"), "Held: " + credits(data, "held")));
    }

    private static String credits(JsonNode data, String field) {
        return text(data.path(field), "amount") + " " + text(data.path(field), "unit");
    }

    /** What nobody has found words for yet, as it is. */
    private static Wording plain(String type, JsonNode data) {
        Map<String, String> fields = new TreeMap<>();
        data.properties().forEach(field -> fields.put(field.getKey(), shown(field.getValue())));
        String[] lines = fields.entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue())
                .toArray(String[]::new);
        return new Wording(type, lines(lines));
    }

    static String lines(String... lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            if (!line.isEmpty()) {
                text.append(line).append('\n');
            }
        }
        return text.toString();
    }

    static String text(JsonNode data, String field) {
        return shown(data.path(field));
    }

    /** In one line, whatever somebody called it: a line of his must not become a header of a letter. */
    private static String shown(JsonNode value) {
        return (value.isValueNode() ? value.asText() : value.toString()).replaceAll("\\p{Cntrl}", " ");
    }

    static String day(JsonNode data, String field) {
        String time = text(data, field);
        return time.substring(0, Math.min(DAY, time.length()));
    }

    static String money(JsonNode data, String field) {
        return text(data.path(field), "amount") + " " + text(data.path(field), "currency");
    }
}
