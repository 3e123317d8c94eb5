package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Wording.lines;
import static dev.countinghouse.billing.ports.engine.Wording.money;
import static dev.countinghouse.billing.ports.engine.Wording.text;

import com.fasterxml.jackson.databind.JsonNode;

/** Messages about bought credits in words, for people. */
final class PurchaseWording {

    private static final String OPEN = "open";
    private static final String WON = "won";

    private PurchaseWording() {}

    static Wording purchased(JsonNode data) {
        String what = credits(data, "credits") + " credits were bought";
        return new Wording(
                what,
                lines(
                        what + (text(data, "origin").equals("top_up") ? " because few were left." : "."),
                        "Purchase: " + text(data, "purchase"),
                        "Paid: " + money(data, "price"),
                        data.has("bonus") ? "Bonus: " + credits(data, "bonus") : ""));
    }

    static Wording failed(JsonNode data) {
        return new Wording(
                "Credits for " + money(data, "price") + " could not be bought",
                lines(
                        "Nothing was paid, and no credits are granted.",
                        "Purchase: " + text(data, "purchase"),
                        "Why: " + text(data, "reason")));
    }

    static Wording refunded(JsonNode data) {
        String what = money(data, "amount") + " were given back";
        return new Wording(
                what,
                lines(
                        what + ", and the credits for them are gone.",
                        "Purchase: " + text(data, "purchase"),
                        "Given back in all: " + money(data, "refunded")));
    }

    static Wording disputed(JsonNode data) {
        String state = text(data, "state");
        String what = "A payment of " + money(data, "amount") + " "
                + (state.equals(OPEN) ? "is disputed" : "was disputed, and that is decided");
        return new Wording(
                what,
                lines(
                        what + ".",
                        "Purchase: " + text(data, "purchase"),
                        "Why: " + text(data, "reason"),
                        state.equals(WON) ? "Its credits are granted again." : "Its credits are gone."));
    }

    static Wording topUpFailed(JsonNode data) {
        return new Wording(
                "Few credits are left, and more could not be bought",
                lines(
                        "Credits for " + money(data, "price") + " were to be bought.",
                        "Why they were not: " + text(data, "reason"),
                        "Until you buy credits, or change how you pay or when credits are bought, nothing more is"
                                + " bought by itself."));
    }

    private static String credits(JsonNode data, String field) {
        return text(data.path(field), "amount") + " " + text(data.path(field), "unit");
    }
}
