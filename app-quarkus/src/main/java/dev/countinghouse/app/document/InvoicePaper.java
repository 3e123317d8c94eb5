package dev.countinghouse.app.document;

import dev.countinghouse.app.document.Document.Block;
import dev.countinghouse.app.document.Document.Fact;
import dev.countinghouse.app.document.Document.Sum;
import dev.countinghouse.app.document.Document.Table;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.invoice.DiscountItem;
import dev.countinghouse.billing.domain.invoice.DraftInvoice;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.invoice.TaxItem;
import dev.countinghouse.billing.domain.money.Money;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What stands on an invoice. */
final class InvoicePaper {

    private InvoicePaper() {}

    /** @param zone the account's, in which its days and months begin */
    static Document of(IssuedInvoice invoice, ZoneId zone) {
        DraftInvoice content = invoice.content();
        Written written = new Written(zone);
        return new Document(
                "Invoice " + invoice.number(),
                invoice.issuedAt(),
                facts(invoice, written),
                from(invoice),
                to(invoice),
                table("Description", content, content.lines(), written),
                sums(content),
                paidWithCredits(content, written),
                List.of("Dates are those of the time zone " + zone + "."));
    }

    private static List<Fact> facts(IssuedInvoice invoice, Written written) {
        DraftInvoice content = invoice.content();
        return List.of(
                new Fact("Invoice number", invoice.number().toString()),
                new Fact("Date of issue", written.day(invoice.issuedAt())),
                new Fact("Due date", written.day(invoice.dueAt())),
                new Fact("Billing period", written.period(content.period())),
                new Fact("Currency", currency(content)),
                new Fact("Account", content.account().value()));
    }

    static Block from(IssuedInvoice invoice) {
        return block("From", invoice.seller());
    }

    static Block to(IssuedInvoice invoice) {
        return block("To", invoice.buyer());
    }

    private static Block block(String heading, Party party) {
        List<String> lines = new ArrayList<>(party.address());
        if (!party.taxId().isBlank()) {
            lines.add("Tax ID: " + party.taxId());
        }
        if (!party.email().isBlank()) {
            lines.add(party.email());
        }
        return new Block(heading, party.name(), List.copyOf(lines));
    }

    private static List<Table> paidWithCredits(DraftInvoice content, Written written) {
        return content.paidWithCredits().isEmpty()
                ? List.of()
                : List.of(
                        table("Paid with credits, not part of the total", content, content.paidWithCredits(), written));
    }

    private static Table table(String heading, DraftInvoice content, List<LineItem> lines, Written written) {
        return new Table(
                List.of(heading, "Quantity", "Unit price", "Amount, " + currency(content)),
                LineRows.of(lines, written));
    }

    static String currency(DraftInvoice content) {
        return content.currency().getCurrencyCode();
    }

    private static List<Sum> sums(DraftInvoice content) {
        List<Sum> sums = new ArrayList<>();
        sums.add(Sum.of("Subtotal", Written.money(content.subtotal())));
        for (DiscountItem discount : content.discounts()) {
            sums.add(Sum.of(
                    discount.name().isBlank() ? "Discount" : discount.name(),
                    Written.money(discount.amount().negate())));
        }
        if (!content.discounts().isEmpty()) {
            sums.add(Sum.of("Net", Written.money(content.subtotal().minus(content.discountTotal()))));
        }
        content.taxes().forEach(tax -> sums.add(tax(tax)));
        sums.add(Sum.of("Total", Written.moneyWithCurrency(content.total())));
        if (!content.balance().isZero()) {
            sums.add(Sum.of(
                    "Credit from earlier invoices",
                    Written.money(content.balance().negate())));
        }
        Money carried = content.carriedForward();
        if (!carried.isZero()) {
            sums.add(Sum.of("Carried forward to the next invoice", Written.money(carried)));
        }
        sums.add(new Sum("Amount due", Written.moneyWithCurrency(content.amountDue()), true));
        return sums;
    }

    static Sum tax(TaxItem tax) {
        return Sum.of(
                tax.rate().name() + " " + Written.number(tax.rate().percent()) + " % on " + Written.money(tax.base()),
                Written.money(tax.amount()));
    }
}
