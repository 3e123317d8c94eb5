package dev.countinghouse.billing.ports.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.alert.Alert;
import dev.countinghouse.billing.domain.alert.AlertSubject;
import dev.countinghouse.billing.domain.budget.Budget;
import dev.countinghouse.billing.domain.credit.CreditBalance;
import dev.countinghouse.billing.domain.dunning.DunningStage;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.session.Session;
import dev.countinghouse.billing.domain.session.SessionEnd;
import dev.countinghouse.billing.domain.subscription.Subscription;
import dev.countinghouse.billing.domain.subscription.Term;
import dev.countinghouse.billing.ports.driven.Mirrors.Mirror;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import java.time.Instant;
import java.util.Currency;

/** Tells the outbox what is being done, in the transaction that does it. Says what to look up and not everything there is. */
final class Announcer {

    private static final String BUDGET_CROSSED = "budget.threshold_crossed";
    private static final String SELLERS_MEASURE = "cost";

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
        payload.set("period", json(content.period()));
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

    /** What a provider that invoices says of what is owed. */
    void standing(Mirror mirror) {
        ObjectNode payload =
                about(mirror.account()).put("subscription", mirror.of().value()).put("standing", mirror.told());
        mirror.arrears().ifPresent(arrears -> {
            payload.put("since", arrears.since().toString());
            if (!mirror.told().equals(DunningStage.RESTRICTED.key())) {
                payload.put("restrictedFrom", arrears.restrictedFrom().toString());
            }
        });
        append(mirror.account(), "account.standing_changed", mirror.id() + "@" + mirror.revision(), payload);
    }

    void trialEnding(TrialReminder reminder) {
        Subscription subscription = reminder.subscription();
        append(
                subscription.account(),
                "subscription.trial_ending",
                subscription.id() + "@" + reminder.trialEnd(),
                about(subscription, reminder.trialEnd())
                        .put("trialEndsAt", reminder.trialEnd().toString()));
    }

    void crossed(Alert alert) {
        ObjectNode payload = about(alert.account())
                .put("alert", alert.id().value())
                .put(alert.subject().kind(), alert.subject().key())
                .put("threshold", alert.threshold().toString());
        payload.set("period", json(alert.period()));
        if (alert.subject() instanceof AlertSubject.OfBudget budget) {
            payload.put("measure", budget.measure() == Budget.Measure.COST ? SELLERS_MEASURE : "charge");
            payload.set("spent", json(alert.used(), budget.currency()));
            payload.set("limit", json(alert.limit(), budget.currency()));
            append(alert.account(), BUDGET_CROSSED, alert.id().value(), payload);
        } else {
            payload.put("used", alert.used().toDecimal())
                    .put("limit", alert.limit().toDecimal());
            append(alert.account(), "quota.threshold_crossed", alert.id().value(), payload);
        }
    }

    /** @param entry the first of those that spent the last of them */
    void exhausted(AccountId account, CreditBalance balance, long entry) {
        ObjectNode payload = about(account).put("unit", balance.unit().code());
        payload.set("available", json(balance.available()));
        payload.set("held", json(balance.held()));
        append(account, "credits.exhausted", balance.unit() + "@" + entry, payload);
    }

    /** @param stopBy when it is ended if no credits are added */
    void runningOut(Session session, Instant stopBy) {
        append(
                session.order().account(),
                "session.running_out",
                session.id() + "@" + stopBy,
                about(session)
                        .put("runsOutAt", session.runsOutAt().orElseThrow().toString())
                        .put("stopBy", stopBy.toString()));
    }

    void ended(Session session) {
        SessionEnd end = session.end().orElseThrow();
        ObjectNode payload = about(session)
                .put("reason", end.reason().key())
                .put("endedAt", end.at().toString())
                .put("seconds", end.seconds());
        payload.set("cost", json(end.cost()));
        append(session.order().account(), "session.ended", session.id().value(), payload);
    }

    private static ObjectNode about(Session session) {
        return about(session.order().account())
                .put("session", session.id().value())
                .put("startedAt", session.startedAt().toString());
    }

    private static ObjectNode json(Credits credits) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("amount", credits.toDecimal())
                .put("unit", credits.unit().code());
    }

    /** Whether a message is for endpoints of the seller's alone: what providers charge is none of the customer's business. */
    static boolean isSellersOnly(OutboxMessage message) {
        return message.type().equals(BUDGET_CROSSED)
                && Wording.parsed(message.payload()).path("measure").asText().equals(SELLERS_MEASURE);
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

    private static ObjectNode json(Period period) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("start", period.start().toString())
                .put("end", period.end().toString());
    }

    private static ObjectNode json(Fraction amount, Currency currency) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("amount", amount.toDecimal())
                .put("currency", currency.getCurrencyCode());
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
