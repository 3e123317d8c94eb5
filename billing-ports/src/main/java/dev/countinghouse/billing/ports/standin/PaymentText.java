package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Dispute;
import dev.countinghouse.billing.domain.payment.Payment;
import dev.countinghouse.billing.domain.payment.PaymentKey;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.domain.payment.PaymentState.Failed;
import dev.countinghouse.billing.domain.payment.PaymentState.Processing;
import dev.countinghouse.billing.domain.payment.PaymentState.RequiresAction;
import dev.countinghouse.billing.domain.payment.PaymentState.Succeeded;
import dev.countinghouse.billing.ports.driven.ChargeOrder;
import dev.countinghouse.billing.ports.standin.StandInSubject.Change;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A payment as the JSON text on its page, and back. What is written here is read here only. */
final class PaymentText {

    private static final ObjectReader JSON = JsonMapper.builder().build().reader();

    private PaymentText() {}

    static String write(StandInPayment it) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ChargeOrder order = it.order();
        page.putObject("order")
                .put("key", order.key().value())
                .put("account", order.account().value())
                .put("amount", order.amount().minorUnits())
                .put("currency", order.amount().currency().getCurrencyCode())
                .put("description", order.description())
                .put("customerPresent", order.customerPresent());
        page.put("method", it.method().token());
        write(it.payment(), page);
        ArrayNode refunds = page.putArray("refunds");
        it.refunds().forEach(refund -> refunds.add(refund.value()));
        ArrayNode changes = page.putArray("changes");
        it.changes()
                .forEach(change ->
                        changes.addObject().put("at", change.at().toString()).put("type", change.type()));
        ArrayNode delivered = page.putArray("delivered");
        it.delivered().forEach(delivered::add);
        return page.toString();
    }

    private static void write(Payment payment, ObjectNode page) {
        page.put("createdAt", payment.createdAt().toString())
                .put("refunded", payment.refunded().minorUnits());
        write(payment.state(), page.putObject("state"));
        payment.dispute().ifPresent(dispute -> page.putObject("dispute")
                .put("state", dispute.state().name())
                .put("amount", dispute.amount().minorUnits())
                .put("reason", dispute.reason())
                .put("openedAt", dispute.openedAt().toString()));
    }

    private static void write(PaymentState state, ObjectNode node) {
        node.put("name", state.name());
        if (state instanceof RequiresAction waiting) {
            node.put("page", waiting.page().toString());
        }
        if (state instanceof Failed failed) {
            node.put("code", failed.code()).put("text", failed.text());
        }
    }

    static StandInPayment read(String text) {
        JsonNode page = parsed(text);
        ChargeOrder order = order(page.path("order"));
        SortedSet<PaymentKey> refunds = new TreeSet<>();
        page.path("refunds").forEach(refund -> refunds.add(new PaymentKey(refund.textValue())));
        List<Change> changes = new ArrayList<>();
        page.path("changes")
                .forEach(change -> changes.add(
                        new Change(instant(change, "at"), change.path("type").textValue())));
        SortedSet<Integer> delivered = new TreeSet<>();
        page.path("delivered").forEach(number -> delivered.add(number.intValue()));
        TestMethod method = TestMethod.of(page.path("method").textValue());
        return new StandInPayment(order, method, payment(order, page), refunds, changes, delivered);
    }

    static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(
                    "the book of the stand-in has a page that it did not write: " + text, impossible);
        }
    }

    private static ChargeOrder order(JsonNode node) {
        return new ChargeOrder(
                new PaymentKey(node.path("key").textValue()),
                new AccountId(node.path("account").textValue()),
                money(node, Currency.getInstance(node.path("currency").textValue())),
                node.path("description").textValue(),
                node.path("customerPresent").booleanValue());
    }

    private static Payment payment(ChargeOrder order, JsonNode page) {
        Currency currency = order.amount().currency();
        JsonNode dispute = page.path("dispute");
        return new Payment(
                StandInPayment.id(order.key()),
                order.key(),
                order.account(),
                order.amount(),
                state(page.path("state")),
                new Money(page.path("refunded").longValue(), currency),
                dispute.isMissingNode() ? Optional.empty() : Optional.of(dispute(dispute, currency)),
                instant(page, "createdAt"));
    }

    private static PaymentState state(JsonNode node) {
        return switch (node.path("name").textValue()) {
            case "processing" -> new Processing();
            case "requires_action" ->
                new RequiresAction(URI.create(node.path("page").textValue()));
            case "succeeded" -> new Succeeded();
            default ->
                new Failed(node.path("code").textValue(), node.path("text").textValue());
        };
    }

    private static Dispute dispute(JsonNode node, Currency currency) {
        return new Dispute(
                Dispute.State.valueOf(node.path("state").textValue()),
                money(node, currency),
                node.path("reason").textValue(),
                instant(node, "openedAt"));
    }

    private static Money money(JsonNode node, Currency currency) {
        return new Money(node.path("amount").longValue(), currency);
    }

    private static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.path(field).textValue());
    }
}
