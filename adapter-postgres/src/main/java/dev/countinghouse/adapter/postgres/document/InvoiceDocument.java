package dev.countinghouse.adapter.postgres.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.DiscountItem;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.money.Money;
import java.util.Currency;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Issued invoices and credit notes. Both are complete: nothing has to be looked up or computed to show them. */
public final class InvoiceDocument {

    /** Stands in every document; a new format must still read the old ones, which never change. */
    private static final long FORMAT = 1;

    private InvoiceDocument() {}

    public static String write(IssuedInvoice invoice) {
        ObjectNode node = Json.object().put("format", FORMAT);
        node.set("number", number(invoice.number()));
        node.put("issued_at", invoice.issuedAt().toString())
                .put("due_at", invoice.dueAt().toString());
        node.set("seller", PartyDocument.party(invoice.seller()));
        node.set("buyer", PartyDocument.party(invoice.buyer()));
        node.set("content", content(invoice.content()));
        return Json.write(node);
    }

    public static IssuedInvoice read(String text) {
        Fields fields = inThisFormat(text);
        return new IssuedInvoice(
                number(fields.object("number")),
                content(fields.object("content")),
                fields.instant("issued_at"),
                fields.instant("due_at"),
                PartyDocument.party(fields.object("seller")),
                PartyDocument.party(fields.object("buyer")));
    }

    /** What a boundary would be invoiced as. */
    public static String write(DraftInvoice content) {
        return Json.write(Json.object().put("format", FORMAT).set("content", content(content)));
    }

    public static DraftInvoice readContent(String text) {
        return content(inThisFormat(text).object("content"));
    }

    private static Fields inThisFormat(String text) {
        Fields fields = Fields.parse(text);
        if (fields.whole("format") != FORMAT) {
            throw new IllegalStateException("a stored document has format " + fields.whole("format")
                    + ", this program reads format " + FORMAT + ": it was written by a newer one");
        }
        return fields;
    }

    private static JsonNode content(DraftInvoice content) {
        ObjectNode node = Json.object()
                .put("account", content.account().value())
                .put("currency", content.currency().getCurrencyCode());
        node.set("period", LineDocument.period(content.period()));
        node.set("lines", Json.list(content.lines(), LineDocument::line));
        node.set("paid_with_credits", Json.list(content.paidWithCredits(), LineDocument::line));
        node.set("discounts", Json.list(content.discounts(), InvoiceDocument::discount));
        node.set("taxes", Json.list(content.taxes(), PartyDocument::tax));
        return node.put("balance", content.balance().toString());
    }

    private static DraftInvoice content(Fields fields) {
        return new DraftInvoice(
                new AccountId(fields.text("account")),
                Currency.getInstance(fields.text("currency")),
                LineDocument.period(fields.object("period")),
                fields.list("lines", LineDocument::line),
                fields.list("paid_with_credits", LineDocument::line),
                fields.list("discounts", InvoiceDocument::discount),
                fields.list("taxes", PartyDocument::tax),
                fields.money("balance"));
    }

    private static JsonNode discount(DiscountItem discount) {
        return Json.object()
                .put("key", discount.key())
                .put("name", discount.name())
                .put("amount", discount.amount().toString());
    }

    private static DiscountItem discount(Fields fields) {
        return new DiscountItem(fields.text("key"), fields.text("name"), fields.money("amount"));
    }

    public static String write(CreditNote note) {
        ObjectNode node =
                Json.object().put("format", FORMAT).put("id", note.id().value());
        node.set("number", number(note.number()));
        node.set("invoice", number(note.invoice()));
        node.put("issued_at", note.issuedAt().toString()).put("reason", note.reason());
        node.set("lines", Json.list(note.lines().entrySet(), InvoiceDocument::credited));
        node.set("taxes", Json.list(note.taxes(), PartyDocument::tax));
        return Json.write(node);
    }

    public static CreditNote readCreditNote(String text) {
        Fields fields = inThisFormat(text);
        SortedMap<String, Money> lines = new TreeMap<>();
        fields.list("lines", line -> lines.put(line.text("key"), line.money("amount")));
        InvoiceNumber number = number(fields.object("number"));
        return new CreditNote(
                // what was issued before notes had ids goes by its number, as its row has it since V5
                new CreditNoteId(fields.optionalText("id").orElse(number.toString())),
                number,
                number(fields.object("invoice")),
                fields.instant("issued_at"),
                fields.text("reason"),
                lines,
                fields.list("taxes", PartyDocument::tax));
    }

    private static JsonNode credited(Map.Entry<String, Money> line) {
        return Json.object()
                .put("key", line.getKey())
                .put("amount", line.getValue().toString());
    }

    static JsonNode number(InvoiceNumber number) {
        return Json.object().put("series", number.series()).put("sequence", number.sequence());
    }

    static InvoiceNumber number(Fields fields) {
        return new InvoiceNumber(fields.text("series"), fields.whole("sequence"));
    }
}
