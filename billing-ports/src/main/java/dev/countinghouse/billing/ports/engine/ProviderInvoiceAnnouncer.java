package dev.countinghouse.billing.ports.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.CreditNote;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Status;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import java.util.List;
import java.util.Optional;

/** Tells the outbox how an invoice of the provider differs from the copy there was, in the transaction that replaces it. */
final class ProviderInvoiceAnnouncer {

    private final Books books;

    ProviderInvoiceAnnouncer(Books books) {
        this.books = books;
    }

    /** @param revision of the copy that is kept now: tells changes of one invoice apart */
    void announce(Optional<ProviderInvoice> before, ProviderInvoice now, long revision) {
        String key = now.reference() + "@" + revision;
        if (!now.problem().equals(before.flatMap(ProviderInvoice::problem))) {
            now.problem()
                    .ifPresent(reason ->
                            append(now, "finalization_failed", key, about(now).put("reason", reason)));
        }
        boolean wasFinalized =
                before.filter(ProviderInvoiceAnnouncer::isFinalized).isPresent();
        if (isFinalized(now) && !wasFinalized) {
            finalized(now, key);
        }
        if (now.isOwed() && now.tries() > before.map(ProviderInvoice::tries).orElse(0)) {
            failed(now, key);
        }
        List<CreditNote> known = before.map(ProviderInvoice::creditNotes).orElse(List.of());
        now.creditNotes().stream()
                .filter(CreditNote::active)
                .filter(note ->
                        known.stream().noneMatch(each -> each.reference().equals(note.reference())))
                .forEach(note -> credited(now, note));
        if (before.filter(copy -> copy.status() == now.status()).isEmpty()) {
            changed(now, key);
        }
    }

    private static boolean isFinalized(ProviderInvoice invoice) {
        return invoice.status() != Status.DRAFT;
    }

    private void finalized(ProviderInvoice invoice, String key) {
        ObjectNode payload = about(invoice);
        payload.set("total", json(invoice.amounts().total()));
        payload.set("due", json(invoice.amounts().due()));
        invoice.dates().dueAt().ifPresent(at -> payload.put("dueAt", at.toString()));
        invoice.page().ifPresent(page -> payload.put("page", page.toString()));
        append(invoice, "finalized", key, payload);
    }

    private void failed(ProviderInvoice invoice, String key) {
        ObjectNode payload = about(invoice).put("tries", invoice.tries());
        payload.set("remaining", json(invoice.amounts().remaining()));
        invoice.nextTry().ifPresent(at -> payload.put("nextTryAt", at.toString()));
        invoice.page().ifPresent(page -> payload.put("page", page.toString()));
        append(invoice, "payment_failed", key, payload);
    }

    private void credited(ProviderInvoice invoice, CreditNote note) {
        ObjectNode payload = about(invoice)
                .put("creditNote", note.number())
                .put("createdAt", note.createdAt().toString());
        payload.set("total", json(note.total()));
        append(invoice, "credited", note.reference(), payload);
    }

    private void changed(ProviderInvoice invoice, String key) {
        ObjectNode payload = about(invoice);
        switch (invoice.status()) {
            case PAID -> {
                payload.set("paid", json(invoice.amounts().paid()));
                append(invoice, "paid", key, payload);
            }
            case VOID -> {
                payload.set("total", json(invoice.amounts().total()));
                append(invoice, "voided", key, payload);
            }
            case UNCOLLECTIBLE -> {
                payload.set("remaining", json(invoice.amounts().remaining()));
                append(invoice, "uncollectible", key, payload);
            }
            default -> {
                // a draft is nobody's business yet, and that it is finalised was told above
            }
        }
    }

    private static ObjectNode about(ProviderInvoice invoice) {
        ObjectNode payload = JsonNodeFactory.instance
                .objectNode()
                .put("account", invoice.account().value())
                .put("invoice", invoice.reference().value());
        invoice.number().ifPresent(number -> payload.put("number", number));
        invoice.subscription().ifPresent(id -> payload.put("subscription", id.value()));
        return payload;
    }

    private static ObjectNode json(Money money) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("amount", money.toDecimal())
                .put("currency", money.currency().getCurrencyCode());
    }

    private void append(ProviderInvoice invoice, String what, String key, ObjectNode payload) {
        books.outbox()
                .append(new OutboxMessage(
                        invoice.account(),
                        "provider_invoice." + what,
                        key,
                        payload.toString(),
                        books.now(invoice.account())));
    }
}
