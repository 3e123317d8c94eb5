package dev.countinghouse.billing.ports.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Dispute;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.domain.purchase.Deal;
import dev.countinghouse.billing.domain.purchase.Purchase;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import java.time.Instant;
import java.util.Locale;

/** Tells the outbox what has become of purchases, in the transaction that keeps it. */
final class PurchaseAnnouncer {

    private final Books books;

    PurchaseAnnouncer(Books books) {
        this.books = books;
    }

    void announce(Purchase before, Purchase after) {
        if (after.isPaid() && !before.isPaid()) {
            purchased(after);
        }
        after.payment()
                .filter(state -> !before.isDecided() && state instanceof PaymentState.Failed)
                .map(PaymentState.Failed.class::cast)
                .ifPresent(failed -> failed(after, failed));
        if (after.refunded().compareTo(before.refunded()) > 0) {
            refunded(after, after.refunded().minus(before.refunded()));
        }
        after.dispute()
                .filter(dispute -> !after.dispute().equals(before.dispute()))
                .ifPresent(dispute -> disputed(after, dispute));
    }

    private void purchased(Purchase purchase) {
        boolean topUp = purchase.deal().origin() == Deal.Origin.TOP_UP;
        ObjectNode payload = about(purchase).put("origin", topUp ? "top_up" : "customer");
        payload.set("price", json(purchase.price()));
        payload.set("credits", json(purchase.deal().terms().bought()));
        purchase.deal().terms().bonus().ifPresent(bonus -> payload.set("bonus", json(bonus.credits())));
        append(purchase, "credits.purchased", payload);
    }

    private void failed(Purchase purchase, PaymentState.Failed failed) {
        boolean topUp = purchase.deal().origin() == Deal.Origin.TOP_UP;
        ObjectNode payload = about(purchase).put("code", failed.code()).put("reason", failed.text());
        payload.set("price", json(purchase.price()));
        append(purchase, topUp ? "top_up.failed" : "credits.purchase_failed", payload);
    }

    private void refunded(Purchase purchase, Money amount) {
        ObjectNode payload = about(purchase);
        payload.set("amount", json(amount));
        payload.set("refunded", json(purchase.refunded()));
        append(purchase, "credits.refunded", payload);
    }

    private void disputed(Purchase purchase, Dispute dispute) {
        ObjectNode payload = about(purchase).put("state", word(dispute.state())).put("reason", dispute.reason());
        payload.set("amount", json(dispute.amount()));
        append(purchase, "credits.disputed", payload);
    }

    /** There is no purchase, because what the account wants is not sold. */
    void notOffered(AccountId account, Money price, String reason, Instant at) {
        ObjectNode payload = JsonNodeFactory.instance
                .objectNode()
                .put("account", account.value())
                .put("code", "not_offered")
                .put("reason", reason);
        payload.set("price", json(price));
        books.outbox().append(new OutboxMessage(account, "top_up.failed", at.toString(), payload.toString(), at));
    }

    private static ObjectNode about(Purchase purchase) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("account", purchase.account().value())
                .put("purchase", purchase.id().value());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode json(Money money) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("amount", money.toDecimal())
                .put("currency", money.currency().getCurrencyCode());
    }

    private static ObjectNode json(Credits credits) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("amount", credits.toDecimal())
                .put("unit", credits.unit().code());
    }

    private void append(Purchase purchase, String type, ObjectNode payload) {
        books.outbox()
                .append(new OutboxMessage(
                        purchase.account(),
                        type,
                        purchase.id() + "@" + purchase.revision(),
                        payload.toString(),
                        books.now(purchase.account())));
    }
}
