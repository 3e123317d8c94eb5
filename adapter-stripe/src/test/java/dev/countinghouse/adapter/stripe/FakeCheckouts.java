package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checkout sessions at {@link FakeStripe}, and what customers do on their pages. */
final class FakeCheckouts {

    private static final String CALLS = "(GET|POST) /v1/checkout/sessions(/.*)?";
    private static final long LEAST = 50;

    private final FakeAccount account;
    private final FakePayments payments;
    private final Map<String, ObjectNode> sessions = new LinkedHashMap<>();
    private final Map<String, ObjectNode> setups = new LinkedHashMap<>();

    FakeCheckouts(FakeAccount account, FakePayments payments) {
        this.account = account;
        this.payments = payments;
    }

    static boolean isFor(FakeCall call) {
        return call.is(CALLS);
    }

    FakeAnswer answer(FakeCall call) {
        sessions.values().forEach(this::expireIfOver);
        if (call.is("POST /v1/checkout/sessions")) {
            return create(call.sent());
        }
        if (call.is("GET /v1/checkout/sessions")) {
            return payments.list(call, sessions, "customer");
        }
        ObjectNode session = sessions.get(call.path().split("/")[4]);
        return session == null ? FakeAnswer.missing("checkout.session", "") : FakeAnswer.ok(shown(session, call));
    }

    private void expireIfOver(ObjectNode session) {
        if (session.path("expires_at").asLong() <= payments.now()) {
            expire(session.path("id").asText());
        }
    }

    private FakeAnswer create(JsonNode sent) {
        if (!account.isCustomer(sent.path("customer").asText())) {
            return FakeAnswer.missing("customer", sent.path("customer").asText());
        }
        boolean pays = sent.path("mode").asText().equals("payment");
        JsonNode price = sent.at("/line_items/0/price_data");
        String currency =
                pays ? price.path("currency").asText() : sent.path("currency").asText();
        if (currency.isEmpty() || sent.path("success_url").asText().isEmpty()) {
            return FakeAnswer.invalid("parameter_missing", "there is no currency, or no success_url");
        }
        if (pays && price.path("unit_amount").asLong() < LEAST) {
            return FakeAnswer.invalid("amount_too_small", "The total amount due must add up to at least $0.50 usd");
        }
        String id = "cs_test_" + (sessions.size() + 1);
        ObjectNode session = JsonNodeFactory.instance.objectNode();
        session.put("id", id).put("object", "checkout.session").put("status", "open");
        session.put("url", "https://checkout.stripe.example/" + id)
                .put("mode", sent.path("mode").asText())
                .put("currency", currency)
                .put("customer", sent.path("customer").asText())
                .put("success_url", sent.path("success_url").asText())
                .put("cancel_url", sent.path("cancel_url").asText())
                .put("created", payments.now())
                .put("expires_at", payments.now() + Duration.ofHours(24).toSeconds());
        session.set("metadata", sent.path("metadata").deepCopy());
        session.set("wanted", sent.deepCopy());
        session.putNull("payment_intent").putNull("setup_intent");
        if (!pays) {
            String setup = "seti_" + (setups.size() + 1);
            setups.put(setup, setup(setup, "requires_payment_method"));
            session.put("setup_intent", setup);
        }
        sessions.put(id, session);
        return FakeAnswer.ok(shown(session, null));
    }

    private static ObjectNode setup(String id, String status) {
        ObjectNode setup = JsonNodeFactory.instance.objectNode();
        setup.put("id", id).put("object", "setup_intent").put("status", status);
        return setup.putNull("next_action");
    }

    /** @param call null for who expands nothing */
    private ObjectNode shown(ObjectNode session, FakeCall call) {
        ObjectNode shown = session.deepCopy();
        shown.remove("wanted");
        shown.remove("lags");
        ObjectNode intent = payments.intents.get(session.path("payment_intent").asText());
        boolean isPaid = intent != null && FakePayments.status(intent).equals("succeeded") && !session.has("lags");
        boolean pays = session.path("mode").asText().equals("payment");
        shown.put("payment_status", pays ? (isPaid ? "paid" : "unpaid") : "no_payment_required");
        if (!session.path("status").asText().equals("open")) {
            shown.putNull("url");
        }
        if (call != null && call.expands("payment_intent.latest_charge") && intent != null) {
            ObjectNode expanded = intent.deepCopy();
            ObjectNode charge =
                    payments.charges.get(intent.path("latest_charge").asText());
            if (charge != null) {
                expanded.set("latest_charge", charge.deepCopy());
            }
            shown.set("payment_intent", expanded);
        }
        if (call != null
                && call.expands("setup_intent")
                && session.path("setup_intent").isTextual()) {
            shown.set(
                    "setup_intent",
                    setups.get(session.path("setup_intent").asText()).deepCopy());
        }
        return shown;
    }

    // ---------------------------------------------------------------- what customers do

    /** The customer chooses a method that works, and pays by it if there is something to be paid. */
    void complete(String id, FakeMethod method) {
        synchronized (account) {
            ObjectNode session = sessions.get(id);
            if (session.path("mode").asText().equals("payment")) {
                ObjectNode intent = intent(session);
                if (method == FakeMethod.BANK) {
                    intent.put("status", "processing");
                } else {
                    payments.succeed(intent);
                }
            } else {
                setups.get(session.path("setup_intent").asText())
                        .put("status", "succeeded")
                        .put(
                                "payment_method",
                                account.addMethod(session.path("customer").asText(), method));
            }
            session.put("status", "complete");
        }
    }

    /** He chooses a bank account that has to be proved by small amounts that arrive there. */
    void completeUnproved(String id, String status, String proof) {
        synchronized (account) {
            ObjectNode setup = setups.get(sessions.get(id).path("setup_intent").asText());
            setup.put("status", status).put("payment_method", "pm_not_yet");
            if (!proof.isEmpty()) {
                setup.putObject("next_action")
                        .put("type", "verify_with_microdeposits")
                        .putObject("verify_with_microdeposits")
                        .put("hosted_verification_url", proof);
            }
            sessions.get(id).put("status", "complete");
        }
    }

    /** He tries a card that is declined; the page stays. */
    void tryInVain(String id) {
        synchronized (account) {
            ObjectNode session = sessions.get(id);
            if (session.path("mode").asText().equals("payment")) {
                ObjectNode intent = intent(session);
                payments.charge(intent, "card_declined");
                intent.putObject("last_payment_error").put("code", "card_declined");
            }
        }
    }

    /** Made with the first try. */
    private ObjectNode intent(ObjectNode session) {
        ObjectNode known = payments.intents.get(session.path("payment_intent").asText());
        if (known != null) {
            return known;
        }
        JsonNode wanted = session.path("wanted");
        ObjectNode intent = JsonNodeFactory.instance.objectNode();
        String id = "pi_" + (payments.intents.size() + 1);
        intent.put("id", id).put("object", "payment_intent").put("status", "requires_payment_method");
        intent.put("amount", wanted.at("/line_items/0/price_data/unit_amount").asLong())
                .put("currency", session.path("currency").asText())
                .put("customer", session.path("customer").asText())
                .put("created", payments.now())
                .put("of_checkout", true);
        intent.set("metadata", wanted.at("/payment_intent_data/metadata").deepCopy());
        intent.putNull("latest_charge").putNull("last_payment_error").putNull("next_action");
        payments.intents.put(id, intent);
        session.put("payment_intent", id);
        return intent;
    }

    /** Somebody ends it in the dashboard, or its time is over; what is done stays. */
    void expire(String id) {
        synchronized (account) {
            ObjectNode session = sessions.get(id);
            if (session.path("status").asText().equals("open")) {
                session.put("status", "expired");
            }
        }
    }

    /** The page has not heard yet that its payment has succeeded. */
    void lagBehind(String id, boolean lags) {
        synchronized (account) {
            if (lags) {
                sessions.get(id).put("lags", true);
            } else {
                sessions.get(id).remove("lags");
            }
        }
    }

    /** Somebody makes one in the dashboard, and writes beside it what he has read beside another. */
    String forge(String id) {
        synchronized (account) {
            String other = "cs_test_" + (sessions.size() + 1);
            sessions.put(other, sessions.get(id).deepCopy().put("id", other));
            return other;
        }
    }

    String intentOf(String id) {
        synchronized (account) {
            return sessions.get(id).path("payment_intent").asText();
        }
    }

    int sessions() {
        synchronized (account) {
            return sessions.size();
        }
    }
}
