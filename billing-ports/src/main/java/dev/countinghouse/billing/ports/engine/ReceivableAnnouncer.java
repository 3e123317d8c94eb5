package dev.countinghouse.billing.ports.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.dunning.DunningSchedule;
import dev.countinghouse.billing.domain.dunning.DunningStage;
import dev.countinghouse.billing.domain.dunning.PaymentTry;
import dev.countinghouse.billing.domain.dunning.Receivable;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.payment.Dispute;
import dev.countinghouse.billing.domain.payment.PaymentState;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Tells the outbox what has become of what invoices ask for, in the transaction that keeps it. */
final class ReceivableAnnouncer {

    private final Books books;
    private final DunningSchedule schedule;

    ReceivableAnnouncer(Books books, DunningSchedule schedule) {
        this.books = books;
        this.schedule = schedule;
    }

    /** @param recovered whether the account owes nothing any more that it should have paid */
    void announce(Receivable before, Receivable after, boolean recovered) {
        after.receipts().tries().forEach(each -> {
            Optional<PaymentTry> was = before.receipts().under(each.key());
            tried(after, each, was);
        });
        if (after.status() != before.status()) {
            closed(after);
        }
        if (after.receipts().refunded().compareTo(before.receipts().refunded()) > 0) {
            refunded(after, after.receipts().refunded().minus(before.receipts().refunded()));
        }
        after.course()
                .told()
                .filter(stage -> !after.course().told().equals(before.course().told()))
                .ifPresent(stage -> reached(after, stage));
        boolean lost =
                after.course().told().filter(DunningStage.CANCELED::equals).isPresent();
        if (recovered && !lost) {
            append(after, "account.standing_changed", about(after).put("standing", "good"));
        }
    }

    private void tried(Receivable after, PaymentTry now, Optional<PaymentTry> was) {
        Optional<PaymentState> before = was.flatMap(PaymentTry::state);
        if (!now.state().equals(before)) {
            now.failure().ifPresent(failure -> failed(after, now, failure));
            now.state()
                    .filter(PaymentState.RequiresAction.class::isInstance)
                    .map(PaymentState.RequiresAction.class::cast)
                    .ifPresent(action -> append(
                            after,
                            "invoice.payment_action_required",
                            about(after, now).put("page", action.page().toString())));
        }
        now.dispute()
                .filter(dispute ->
                        was.flatMap(PaymentTry::dispute).filter(dispute::equals).isEmpty())
                .ifPresent(dispute -> disputed(after, dispute));
    }

    private void failed(Receivable after, PaymentTry now, PaymentState.Failed failure) {
        ObjectNode payload = about(after, now).put("code", failure.code()).put("reason", failure.text());
        after.course().retryAt().filter(at -> after.isOpen()).ifPresent(at -> payload.put("nextTryAt", at.toString()));
        append(after, "invoice.payment_failed", payload);
    }

    private void closed(Receivable after) {
        ObjectNode payload = about(after);
        switch (after.status()) {
            case PAID -> {
                payload.set("paid", json(after.receipts().received()));
                append(after, "invoice.paid", payload);
            }
            case UNCOLLECTIBLE -> {
                payload.set("outstanding", json(after.outstanding()));
                append(after, "invoice.uncollectible", payload);
            }
            default -> {
                // a credit note has taken the last of it off, and was told of itself
            }
        }
    }

    private void refunded(Receivable after, Money amount) {
        ObjectNode payload = about(after);
        payload.set("amount", json(amount));
        payload.set("refunded", json(after.receipts().refunded()));
        append(after, "invoice.refunded", payload);
    }

    private void disputed(Receivable after, Dispute dispute) {
        ObjectNode payload = about(after)
                .put("state", dispute.state().name().toLowerCase(Locale.ROOT))
                .put("reason", dispute.reason());
        payload.set("amount", json(dispute.amount()));
        append(after, "invoice.disputed", payload);
    }

    private void reached(Receivable after, DunningStage stage) {
        Instant since = after.course().pastDueSince().orElseThrow();
        ObjectNode payload = about(after).put("standing", stage.key()).put("since", since.toString());
        if (stage.compareTo(DunningStage.RESTRICTED) < 0) {
            payload.put(
                    "restrictedFrom",
                    schedule.begin(DunningStage.RESTRICTED, since).toString());
        }
        if (stage != DunningStage.CANCELED) {
            payload.put(
                    "canceledFrom", schedule.begin(DunningStage.CANCELED, since).toString());
        }
        payload.set("outstanding", json(after.outstanding()));
        append(after, "account.standing_changed", payload);
    }

    private static ObjectNode about(Receivable receivable) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("account", receivable.account().value())
                .put("invoice", receivable.invoice().toString());
    }

    private static ObjectNode about(Receivable receivable, PaymentTry tried) {
        ObjectNode payload = about(receivable).put("try", tried.number());
        payload.set("amount", json(tried.amount()));
        return payload;
    }

    private static ObjectNode json(Money money) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("amount", money.toDecimal())
                .put("currency", money.currency().getCurrencyCode());
    }

    /** One change tells at most one thing of a type, but for disputes of two payments, of which one is the rule. */
    private void append(Receivable receivable, String type, ObjectNode payload) {
        books.outbox()
                .append(new OutboxMessage(
                        receivable.account(),
                        type,
                        receivable.invoice() + "@" + receivable.revision(),
                        payload.toString(),
                        books.now(receivable.account())));
    }
}
