package dev.countinghouse.app.document;

import dev.countinghouse.app.document.Document.Fact;
import dev.countinghouse.app.document.Document.Row;
import dev.countinghouse.app.document.Document.Sum;
import dev.countinghouse.app.document.Document.Table;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.money.Money;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What stands on a credit note; amounts are what is given back. */
final class CreditNotePaper {

    private CreditNotePaper() {}

    /** @param invoice the one that is corrected */
    static Document of(CreditNote note, IssuedInvoice invoice, ZoneId zone) {
        Written written = new Written(zone);
        return new Document(
                "Credit note " + note.number(),
                note.issuedAt(),
                List.of(
                        new Fact("Credit note number", note.number().toString()),
                        new Fact("Date of issue", written.day(note.issuedAt())),
                        new Fact("Corrects invoice", note.invoice() + " of " + written.day(invoice.issuedAt())),
                        new Fact("Reason", note.reason()),
                        new Fact("Currency", InvoicePaper.currency(invoice.content())),
                        new Fact("Account", invoice.content().account().value())),
                InvoicePaper.from(invoice),
                InvoicePaper.to(invoice),
                new Table(
                        List.of("Credited", "", "", "Amount, " + InvoicePaper.currency(invoice.content())),
                        rows(note, invoice, written)),
                sums(note),
                List.of(),
                List.of("Dates are those of the time zone " + zone + "."));
    }

    /** In the order of the invoice. */
    private static List<Row> rows(CreditNote note, IssuedInvoice invoice, Written written) {
        List<Row> rows = new ArrayList<>();
        for (LineItem line : invoice.content().lines()) {
            Money credited = note.lines().get(line.key());
            if (credited != null) {
                rows.add(new Row(
                        line.rated().description(),
                        List.of(written.period(line.rated().period()), "Invoiced: " + Written.money(line.net())),
                        "",
                        "",
                        Written.money(credited),
                        List.of()));
            }
        }
        return rows;
    }

    private static List<Sum> sums(CreditNote note) {
        List<Sum> sums = new ArrayList<>();
        Money net = note.lines().values().stream().reduce(Money::plus).orElseThrow();
        sums.add(Sum.of("Subtotal", Written.money(net)));
        note.taxes().forEach(tax -> sums.add(InvoicePaper.tax(tax)));
        sums.add(new Sum("Total credited", Written.moneyWithCurrency(note.total()), true));
        return sums;
    }
}
