package dev.countinghouse.billing.domain.invoice;

import dev.countinghouse.billing.domain.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives back part of an issued invoice, line by line, with the tax on it.
 *
 * <p>Tax follows the cumulative rule: tax on everything credited so far less the tax on what was credited before. However
 * an invoice is credited in parts, crediting all of it gives back exactly the tax it had.
 *
 * @param lines what is credited of each line, before tax, by line key
 */
public record CreditNote(
        CreditNoteId id,
        InvoiceNumber number,
        InvoiceNumber invoice,
        Instant issuedAt,
        String reason,
        SortedMap<String, Money> lines,
        List<TaxItem> taxes) {

    public CreditNote {
        lines = Collections.unmodifiableSortedMap(new TreeMap<>(lines));
        taxes = List.copyOf(taxes);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("credit note " + number + " credits nothing");
        }
    }

    /** @throws IllegalArgumentException for an unknown line, or more than can still be credited of it */
    public static CreditNote of(
            IssuedInvoice invoice,
            List<CreditNote> earlier,
            CreditNoteId id,
            InvoiceNumber number,
            Instant issuedAt,
            String reason,
            SortedMap<String, Money> lines) {
        lines.forEach((key, amount) -> {
            LineItem line = invoice.line(key)
                    .orElseThrow(() ->
                            new IllegalArgumentException("invoice " + invoice.number() + " has no line '" + key + "'"));
            Money creditable = invoice.creditable(line, earlier);
            if (amount.signum() <= 0 || amount.compareTo(creditable) > 0) {
                throw new IllegalArgumentException("cannot credit " + amount + " of line '" + key + "' of invoice "
                        + invoice.number() + ": the amount must be above 0 and at most " + creditable);
            }
        });
        Money all = sum(lines, invoice.content().currency());
        if (all.compareTo(invoice.creditable(earlier)) > 0) {
            throw new IllegalArgumentException("cannot credit " + all + " of invoice " + invoice.number()
                    + ": of all lines together at most " + invoice.creditable(earlier) + " can be credited");
        }
        return new CreditNote(id, number, invoice.number(), issuedAt, reason, lines, taxes(invoice, earlier, lines));
    }

    private static List<TaxItem> taxes(
            IssuedInvoice invoice, List<CreditNote> earlier, SortedMap<String, Money> lines) {
        Currency currency = invoice.content().currency();
        Money now = sum(lines, currency);
        Money before = Money.zero(currency);
        for (CreditNote note : earlier) {
            before = before.plus(note.lineTotal());
        }
        List<TaxItem> taxes = new ArrayList<>();
        for (TaxItem tax : invoice.content().taxes()) {
            Money cumulative = tax.on(before.plus(now));
            taxes.add(new TaxItem(tax.rate(), now, cumulative.minus(tax.on(before))));
        }
        return taxes;
    }

    /** Whether it is what a call asks for, whenever that comes: the same of the same invoice, for the same reason. */
    public boolean answers(InvoiceNumber asked, SortedMap<String, Money> askedLines, String askedReason) {
        return invoice.equals(asked) && lines.equals(askedLines) && reason.equals(askedReason);
    }

    private static Money sum(SortedMap<String, Money> lines, Currency currency) {
        return lines.values().stream().reduce(Money.zero(currency), Money::plus);
    }

    Money credited(String line, Currency currency) {
        return lines.getOrDefault(line, Money.zero(currency));
    }

    Money lineTotal() {
        return lines.values().stream().reduce(Money::plus).orElseThrow();
    }

    /** What the customer gets back, tax included. */
    public Money total() {
        return taxes.stream().map(TaxItem::amount).reduce(lineTotal(), Money::plus);
    }
}
