package dev.countinghouse.adapter.postgres.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.provider.InvoiceReference;
import dev.countinghouse.billing.domain.provider.PriceReference;
import dev.countinghouse.billing.domain.provider.ProviderInvoice;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Amounts;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.CreditNote;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Dates;
import dev.countinghouse.billing.domain.provider.ProviderInvoice.Line;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.math.BigDecimal;
import java.net.URI;

/** An invoice as its provider has it. */
public final class ProviderInvoiceDocument {

    private ProviderInvoiceDocument() {}

    public static String write(ProviderInvoice invoice) {
        ObjectNode node =
                Json.object().put("status", Json.word(invoice.status())).put("tries", invoice.tries());
        invoice.subscription().ifPresent(id -> node.put("subscription", id.value()));
        invoice.number().ifPresent(number -> node.put("number", number));
        node.set("dates", dates(invoice.dates()));
        node.set("amounts", amounts(invoice.amounts()));
        node.set("lines", Json.list(invoice.lines(), ProviderInvoiceDocument::line));
        invoice.nextTry().ifPresent(at -> node.put("next_try", at.toString()));
        invoice.page().ifPresent(page -> node.put("page", page.toString()));
        invoice.pdf().ifPresent(pdf -> node.put("pdf", pdf.toString()));
        invoice.problem().ifPresent(problem -> node.put("problem", problem));
        node.set("credit_notes", Json.list(invoice.creditNotes(), ProviderInvoiceDocument::note));
        return Json.write(node);
    }

    public static ProviderInvoice read(AccountId account, InvoiceReference reference, String text) {
        Fields fields = Fields.parse(text);
        return new ProviderInvoice(
                reference,
                account,
                fields.optionalText("subscription").map(SubscriptionId::new),
                fields.optionalText("number"),
                fields.word("status", ProviderInvoice.Status.class),
                dates(fields.object("dates")),
                amounts(fields.object("amounts")),
                fields.list("lines", ProviderInvoiceDocument::line),
                Math.toIntExact(fields.whole("tries")),
                fields.optionalInstant("next_try"),
                fields.optionalText("page").map(URI::create),
                fields.optionalText("pdf").map(URI::create),
                fields.optionalText("problem"),
                fields.list("credit_notes", ProviderInvoiceDocument::note));
    }

    private static JsonNode dates(Dates dates) {
        ObjectNode node = Json.object().put("created_at", dates.createdAt().toString());
        dates.finalizedAt().ifPresent(at -> node.put("finalized_at", at.toString()));
        dates.dueAt().ifPresent(at -> node.put("due_at", at.toString()));
        dates.closedAt().ifPresent(at -> node.put("closed_at", at.toString()));
        return node;
    }

    private static Dates dates(Fields fields) {
        return new Dates(
                fields.instant("created_at"),
                fields.optionalInstant("finalized_at"),
                fields.optionalInstant("due_at"),
                fields.optionalInstant("closed_at"));
    }

    private static JsonNode amounts(Amounts amounts) {
        return Json.object()
                .put("subtotal", amounts.subtotal().toString())
                .put("discount", amounts.discount().toString())
                .put("tax", amounts.tax().toString())
                .put("total", amounts.total().toString())
                .put("due", amounts.due().toString())
                .put("paid", amounts.paid().toString())
                .put("remaining", amounts.remaining().toString());
    }

    private static Amounts amounts(Fields fields) {
        return new Amounts(
                fields.money("subtotal"),
                fields.money("discount"),
                fields.money("tax"),
                fields.money("total"),
                fields.money("due"),
                fields.money("paid"),
                fields.money("remaining"));
    }

    private static JsonNode line(Line line) {
        ObjectNode node = Json.object()
                .put("description", line.description())
                .put("amount", line.amount().toString())
                .put("start", line.period().start().toString())
                .put("end", line.period().end().toString())
                .put("proration", line.proration());
        line.price().ifPresent(price -> node.put("price", price.value()));
        line.quantity().ifPresent(quantity -> node.put("quantity", quantity.toString()));
        return node;
    }

    private static Line line(Fields fields) {
        return new Line(
                fields.text("description"),
                fields.optionalText("price").map(PriceReference::new),
                fields.optionalText("quantity").map(BigDecimal::new),
                fields.money("amount"),
                new Period(fields.instant("start"), fields.instant("end")),
                fields.flag("proration"));
    }

    private static JsonNode note(CreditNote note) {
        return Json.object()
                .put("reference", note.reference())
                .put("number", note.number())
                .put("total", note.total().toString())
                .put("reason", note.reason())
                .put("active", note.active())
                .put("created_at", note.createdAt().toString())
                .put("pdf", note.pdf().toString());
    }

    private static CreditNote note(Fields fields) {
        return new CreditNote(
                fields.text("reference"),
                fields.text("number"),
                fields.money("total"),
                fields.text("reason"),
                fields.flag("active"),
                fields.instant("created_at"),
                URI.create(fields.text("pdf")));
    }
}
