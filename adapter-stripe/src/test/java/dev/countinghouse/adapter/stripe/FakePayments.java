package dev.countinghouse.adapter.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Payment intents at {@link FakeStripe}, with their charges, refunds and disputes. As nasty as the real ones. */
final class FakePayments {

    private static final long LEAST = 50;
    static final Set<String> PAYABLE = Set.of("requires_payment_method", "requires_confirmation");

    /** How many are listed at once, however many are asked for: lists have pages. */
    private static final int PAGE = 3;

    private final FakeAccount account;
    private final InstantSource clock;
    final Map<String, ObjectNode> intents = new LinkedHashMap<>();
    final Map<String, ObjectNode> charges = new LinkedHashMap<>();
    final Map<String, ObjectNode> refunds = new LinkedHashMap<>();
    final Map<String, ObjectNode> disputes = new LinkedHashMap<>();

    FakePayments(FakeAccount account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
    }

    FakeAnswer answer(FakeCall call) {
        if (call.is("POST /v1/payment_intents")) {
            return create(call);
        }
        if (call.is("GET /v1/payment_intents")) {
            return list(call, intents, "customer");
        }
        if (call.is("GET /v1/refunds")) {
            return list(call, refunds, "payment_intent");
        }
        if (call.is("GET /v1/disputes")) {
            return list(call, disputes, "payment_intent");
        }
        if (call.is("POST /v1/refunds")) {
            ObjectNode intent = intents.get(call.sent().path("payment_intent").asText());
            return intent == null
                    ? FakeAnswer.missing("payment_intent", "")
                    : refund(
                            intent,
                            call.sent().path("amount").asLong(),
                            call.sent().path("metadata"));
        }
        ObjectNode intent = intents.get(call.id());
        if (intent == null) {
            return FakeAnswer.missing("payment_intent", call.id());
        }
        if (call.is("GET .*")) {
            return FakeAnswer.ok(shown(intent, call));
        }
        if (call.is("POST .*/confirm")) {
            return confirm(intent, call);
        }
        return call.is("POST .*/cancel") ? cancel(intent) : update(intent, call);
    }

    private FakeAnswer create(FakeCall call) {
        JsonNode sent = call.sent();
        if (sent.path("amount").asLong() < LEAST) {
            return FakeAnswer.invalid("amount_too_small", "Amount must be at least 50 cents")
                    .about("amount");
        }
        if (!account.isCustomer(sent.path("customer").asText())) {
            return FakeAnswer.missing("customer", sent.path("customer").asText());
        }
        ObjectNode intent = JsonNodeFactory.instance.objectNode();
        String id = "pi_" + (intents.size() + 1);
        intent.put("id", id).put("object", "payment_intent").put("status", "requires_payment_method");
        intent.put("amount", sent.path("amount").asLong())
                .put("currency", sent.path("currency").asText());
        intent.put("customer", sent.path("customer").asText()).put("created", now());
        intent.put("description", sent.path("description").asText()).put("client_secret", id + "_secret");
        intent.set("metadata", sent.path("metadata").deepCopy());
        intent.putNull("latest_charge").putNull("last_payment_error").putNull("next_action");
        intents.put(id, intent);
        return FakeAnswer.ok(shown(intent, call));
    }

    private FakeAnswer confirm(ObjectNode intent, FakeCall call) {
        if (!PAYABLE.contains(status(intent))) {
            return unexpected(intent);
        }
        String customer = intent.path("customer").asText();
        String id = call.sent().path("payment_method").asText();
        FakeMethod method = account.method(customer, id).orElse(null);
        if (method == null) {
            return FakeAnswer.missing("payment_method", id);
        }
        boolean offSession = call.sent().path("off_session").asText().equals("true");
        if (method == FakeMethod.AUTHENTICATES && !offSession) {
            intent.put("status", "requires_action");
            intent.putObject("next_action")
                    .put("type", "redirect_to_url")
                    .putObject("redirect_to_url")
                    .put(
                            "url",
                            "https://hooks.stripe.example/" + intent.path("id").asText())
                    .put("return_url", call.sent().path("return_url").asText());
            return FakeAnswer.ok(intent);
        }
        if (!method.code.isEmpty()) {
            charge(intent, method.code);
            return decline(intent, method);
        }
        if (method == FakeMethod.BANK) {
            intent.put("status", "processing");
        } else {
            succeed(intent);
        }
        return FakeAnswer.ok(intent);
    }

    private FakeAnswer decline(ObjectNode intent, FakeMethod method) {
        FakeAnswer answer = FakeAnswer.error(402, "card_error", method.code, "It was declined.");
        ObjectNode error = (ObjectNode) answer.body().path("error");
        if (!method.declineCode.isEmpty()) {
            error.put("decline_code", method.declineCode);
        }
        intent.set("last_payment_error", error.deepCopy());
        error.set("payment_intent", intent.deepCopy());
        return answer;
    }

    private FakeAnswer cancel(ObjectNode intent) {
        boolean isCancelable =
                PAYABLE.contains(status(intent)) || status(intent).equals("requires_action");
        if (!isCancelable || intent.has("of_checkout")) {
            return unexpected(intent);
        }
        intent.put("status", "canceled").putNull("last_payment_error").putNull("next_action");
        return FakeAnswer.ok(intent);
    }

    /** Any change clears the error. */
    private FakeAnswer update(ObjectNode intent, FakeCall call) {
        ((ObjectNode) intent.path("metadata")).setAll((ObjectNode) call.sent().path("metadata"));
        intent.putNull("last_payment_error");
        return FakeAnswer.ok(intent);
    }

    private FakeAnswer unexpected(ObjectNode intent) {
        return FakeAnswer.invalid("payment_intent_unexpected_state", "It is " + status(intent));
    }

    FakeAnswer refund(ObjectNode intent, long amount, JsonNode metadata) {
        ObjectNode charge = charges.get(intent.path("latest_charge").asText());
        if (charge == null || !status(intent).equals("succeeded")) {
            return unexpected(intent);
        }
        if (charge.path("disputed").asBoolean()) {
            return FakeAnswer.invalid("charge_disputed", "It is disputed");
        }
        long before = charge.path("amount_refunded").asLong();
        if (before == charge.path("amount").asLong()) {
            return FakeAnswer.invalid("charge_already_refunded", "It is refunded");
        }
        if (before + amount > charge.path("amount").asLong()) {
            return FakeAnswer.invalid("", "Refund amount is greater than unrefunded amount on charge");
        }
        charge.put("amount_refunded", before + amount);
        ObjectNode refund = JsonNodeFactory.instance.objectNode();
        String id = "re_" + (refunds.size() + 1);
        refund.put("id", id).put("object", "refund").put("status", "succeeded");
        refund.put("amount", amount)
                .put("currency", intent.path("currency").asText())
                .put("created", now());
        refund.put("payment_intent", intent.path("id").asText()).set("metadata", metadata.deepCopy());
        refunds.put(id, refund);
        return FakeAnswer.ok(refund);
    }

    /** As of a payment link, or of somebody at the dashboard: without metadata. */
    String payElsewhere(String customer, long amount, String currency) {
        ObjectNode intent = JsonNodeFactory.instance.objectNode();
        String id = "pi_" + (intents.size() + 1);
        intent.put("id", id).put("object", "payment_intent").put("customer", customer);
        intent.put("amount", amount).put("currency", currency).put("created", now());
        intent.putObject("metadata");
        succeed(intent);
        intents.put(id, intent);
        return id;
    }

    FakeAnswer list(FakeCall call, Map<String, ObjectNode> from, String by) {
        long since = call.sent().path("created").path("gte").asLong();
        List<ObjectNode> found = new ArrayList<>(from.values().stream()
                .filter(each -> each.path("created").asLong() >= since)
                .filter(each ->
                        each.path(by).asText().equals(call.sent().path(by).asText()))
                .toList());
        Collections.reverse(found);
        String after = call.sent().path("starting_after").asText();
        int first = 0;
        for (int i = 0; i < found.size(); i++) {
            first = found.get(i).path("id").asText().equals(after) ? i + 1 : first;
        }
        int end = Math.min(found.size(), first + PAGE);
        List<ObjectNode> page = found.subList(first, end).stream()
                .map(each -> call.expands("data.latest_charge") ? withCharge(each) : each)
                .toList();
        return FakeAnswer.ok(FakeAccount.list(page).put("has_more", end < found.size()));
    }

    private ObjectNode shown(ObjectNode intent, FakeCall call) {
        return call.expands("latest_charge") ? withCharge(intent) : intent.deepCopy();
    }

    private ObjectNode withCharge(ObjectNode intent) {
        ObjectNode shown = intent.deepCopy();
        ObjectNode charge = charges.get(intent.path("latest_charge").asText());
        if (charge != null) {
            shown.set("latest_charge", charge.deepCopy());
        }
        return shown;
    }

    /** @param failure empty if it was paid */
    void charge(ObjectNode intent, String failure) {
        ObjectNode charge = JsonNodeFactory.instance.objectNode();
        String id = "ch_" + (charges.size() + 1);
        charge.put("id", id).put("object", "charge").put("paid", failure.isEmpty());
        charge.put("failure_code", failure.isEmpty() ? null : failure);
        charge.put("amount", intent.path("amount").asLong())
                .put("currency", intent.path("currency").asText());
        charge.put("amount_refunded", 0).put("disputed", false).put("created", now());
        charges.put(id, charge);
        intent.put("latest_charge", id);
    }

    void succeed(ObjectNode intent) {
        charge(intent, "");
        intent.put("amount_received", intent.path("amount").asLong());
        intent.put("status", "succeeded").putNull("next_action");
    }

    static String status(ObjectNode intent) {
        return intent.path("status").asText();
    }

    long now() {
        return clock.instant().getEpochSecond();
    }
}
