package dev.countinghouse.billing.ports.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.Term;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import java.time.Instant;

/** Tells the outbox what is being done, in the transaction that does it. Says what to look up and not everything there is. */
final class Announcer {

    private final Books books;

    Announcer(Books books) {
        this.books = books;
    }

    void issued(Subscription subscription, IssuedInvoice invoice) {
        DraftInvoice content = invoice.content();
        ObjectNode payload = about(content.account())
                .put("invoice", invoice.number().toString())
                .put("subscription", subscription.id().value())
                .put("issuedAt", invoice.issuedAt().toString())
                .put("dueAt", invoice.dueAt().toString());
        payload.putObject("period")
                .put("start", content.period().start().toString())
                .put("end", content.period().end().toString());
        payload.set("total", json(content.total()));
        payload.set("amountDue", json(content.amountDue()));
        append(content.account(), "invoice.issued", invoice.number().toString(), payload);
    }

    void credited(IssuedInvoice invoice, CreditNote note) {
        AccountId account = invoice.content().account();
        ObjectNode payload = about(account)
                .put("creditNote", note.number().toString())
                .put("invoice", invoice.number().toString())
                .put("issuedAt", note.issuedAt().toString());
        payload.set("total", json(note.total()));
        append(account, "invoice.credited", note.number().toString(), payload);
    }

    void started(Subscription subscription) {
        append(
                subscription.account(),
                "subscription.started",
                subscription.id().value(),
                about(subscription, subscription.startedAt()));
    }

    /** @param revision of the subscription as it was before */
    void changed(Subscription subscription, long revision) {
        append(
                subscription.account(),
                "subscription.changed",
                subscription.id() + "@" + (revision + 1),
                about(subscription, books.now(subscription.account())));
    }

    void ended(Subscription subscription) {
        append(
                subscription.account(),
                "subscription.ended",
                subscription.id().value(),
                about(subscription, books.now(subscription.account())));
    }

    private static ObjectNode about(Subscription subscription, Instant at) {
        Term term = subscription.termAt(at);
        ObjectNode payload = about(subscription.account())
                .put("subscription", subscription.id().value())
                .put("plan", term.plan().plan().value())
                .put("version", term.plan().version())
                .put("quantity", term.quantity());
        subscription
                .ending()
                .ifPresent(ending -> payload.put("endsAt", ending.at().toString()));
        return payload;
    }

    private static ObjectNode about(AccountId account) {
        return JsonNodeFactory.instance.objectNode().put("account", account.value());
    }

    private static ObjectNode json(Money money) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("amount", money.toDecimal())
                .put("currency", money.currency().getCurrencyCode());
    }

    private void append(AccountId account, String type, String key, ObjectNode payload) {
        books.outbox().append(new OutboxMessage(account, type, key, payload.toString(), books.now(account)));
    }
}
