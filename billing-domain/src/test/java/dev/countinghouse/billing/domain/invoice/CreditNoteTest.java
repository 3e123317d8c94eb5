package dev.countinghouse.billing.domain.invoice;

import static dev.countinghouse.billing.domain.invoice.Invoices.APRIL;
import static dev.countinghouse.billing.domain.invoice.Invoices.END;
import static dev.countinghouse.billing.domain.invoice.Invoices.account;
import static dev.countinghouse.billing.domain.invoice.Invoices.draft;
import static dev.countinghouse.billing.domain.invoice.Invoices.fee;
import static dev.countinghouse.billing.domain.invoice.Invoices.issued;
import static dev.countinghouse.billing.domain.invoice.Invoices.line;
import static dev.countinghouse.billing.domain.invoice.Invoices.percent;
import static dev.countinghouse.billing.domain.invoice.Invoices.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.Seeded;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.rating.RatedLine;
import dev.countinghouse.billing.domain.rating.RatedLine.Kind;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Credit notes: in parts, all of it, and never more than was charged. */
class CreditNoteTest extends Seeded {

    private static final Currency USD = Currency.getInstance("USD");

    private static CreditNote credit(IssuedInvoice invoice, List<CreditNote> earlier, SortedMap<String, Money> lines) {
        InvoiceNumber number = new InvoiceNumber("CN", earlier.size() + 1);
        CreditNoteId id = new CreditNoteId("note " + number.sequence());
        return CreditNote.of(invoice, earlier, id, number, END, "mistake", lines);
    }

    private static SortedMap<String, Money> of(IssuedInvoice invoice, Object... indexAndAmount) {
        SortedMap<String, Money> lines = new TreeMap<>();
        for (int i = 0; i < indexAndAmount.length; i += 2) {
            String key = invoice.content().lines().get((int) indexAndAmount[i]).key();
            lines.put(key, Money.parse((String) indexAndAmount[i + 1], USD));
        }
        return lines;
    }

    @Test
    void partsGiveBackTheirTaxByTheCumulativeRule() {
        IssuedInvoice invoice = issued(draft(account("USD", "vat 19"), List.of(), usage("a", "0.10")));
        List<CreditNote> notes = new ArrayList<>();
        List<String> taxes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            CreditNote note = credit(invoice, notes, of(invoice, 0, "0.01"));
            notes.add(note);
            taxes.add(note.taxes().get(0).amount().toDecimal());
        }
        // 19 % of 1, 2, 3 … 10 cents: 0.19, 0.38, 0.57, 0.76, 0.95, 1.14, 1.33, 1.52, 1.71, 1.90
        assertThat(taxes)
                .containsExactly("0.00", "0.00", "0.01", "0.00", "0.00", "0.00", "0.00", "0.01", "0.00", "0.00");
    }

    @Test
    void moreThanIsLeftOfALineIsRefused() {
        IssuedInvoice invoice =
                issued(draft(account("USD"), List.of(percent("ten", "10")), fee("a", "10.00"), fee("b", "5.00")));
        CreditNote first = credit(invoice, List.of(), of(invoice, 0, "4.00"));
        assertThat(invoice.creditable(invoice.content().lines().get(0), List.of(first))
                        .toDecimal())
                .isEqualTo("5.00");
        assertThatThrownBy(() -> credit(invoice, List.of(first), of(invoice, 0, "5.01")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 5.00 USD");
        assertThat(credit(invoice, List.of(first), of(invoice, 0, "5.00", 1, "4.50"))
                        .total()
                        .toDecimal())
                .isEqualTo("9.50");
    }

    @Test
    void itAnswersWhatAsksForTheSameAndNothingElse() {
        IssuedInvoice invoice = issued(draft(account("USD"), List.of(), fee("a", "10.00"), fee("b", "5.00")));
        CreditNote note = credit(invoice, List.of(), of(invoice, 0, "4.00"));

        assertThat(note.answers(invoice.number(), of(invoice, 0, "4.00"), "mistake"))
                .isTrue();
        assertThat(note.answers(invoice.number(), of(invoice, 0, "4.01"), "mistake"))
                .isFalse();
        assertThat(note.answers(invoice.number(), of(invoice, 1, "4.00"), "mistake"))
                .isFalse();
        assertThat(note.answers(invoice.number(), of(invoice, 0, "4.00"), "Mistake"))
                .isFalse();
        assertThat(note.answers(new InvoiceNumber("INV", 77), of(invoice, 0, "4.00"), "mistake"))
                .isFalse();
    }

    @Test
    void anIdIsNeitherBlankNorLongerThanAnIdempotencyKey() {
        assertThatThrownBy(() -> new CreditNoteId(" ")).hasMessageContaining("' '");
        assertThatThrownBy(() -> new CreditNoteId("x".repeat(256))).hasMessageContaining("1 to 255");
        assertThat(new CreditNoteId("x".repeat(255)).value()).hasSize(255);
    }

    @Test
    void nothingAndLessAndUnknownLinesAreRefused() {
        IssuedInvoice invoice = issued(draft(account("USD"), List.of(), fee("a", "10.00")));
        assertThatThrownBy(() -> credit(invoice, List.of(), new TreeMap<>())).hasMessageContaining("credits nothing");
        assertThatThrownBy(() -> credit(invoice, List.of(), of(invoice, 0, "0.00")))
                .hasMessageContaining("above 0");
        assertThatThrownBy(() -> credit(invoice, List.of(), of(invoice, 0, "-1.00")))
                .hasMessageContaining("above 0");
        SortedMap<String, Money> unknown = new TreeMap<>();
        unknown.put("nowhere", Money.parse("1.00", USD));
        assertThatThrownBy(() -> credit(invoice, List.of(), unknown)).hasMessageContaining("no line 'nowhere'");
    }

    @Test
    void aLineThatIsACreditItselfCannotBeCredited() {
        IssuedInvoice invoice = issued(
                draft(account("USD"), List.of(), Invoices.proration("a", "-5.00", "2026-04-16"), fee("b", "10.00")));
        assertThat(invoice.creditable(invoice.content().lines().get(0), List.of())
                        .isZero())
                .isTrue();
        // the charge was paid in part with the credit, and can be given back in full
        assertThat(credit(invoice, List.of(), of(invoice, 1, "10.00")).total().toDecimal())
                .isEqualTo("10.00");
    }

    @Test
    void whatTheMaximumSpendTookOffCannotBeCredited() {
        IssuedInvoice invoice = issued(draft(
                account("USD", "vat 19"),
                List.of(),
                usage("a", "90.00"),
                usage("b", "60.00"),
                line(Kind.MAXIMUM_SPEND, "*", "-50.00", "USD", APRIL, "0")));
        CreditNote first = credit(invoice, List.of(), of(invoice, 0, "90.00"));
        assertThat(invoice.creditable(invoice.content().lines().get(1), List.of(first))
                        .toDecimal())
                .isEqualTo("10.00");
        assertThatThrownBy(() -> credit(invoice, List.of(), of(invoice, 0, "90.00", 1, "11.00")))
                .hasMessageContaining("of all lines together at most 100.00 USD");
        CreditNote rest = credit(invoice, List.of(first), of(invoice, 1, "10.00"));
        assertThat(first.total().plus(rest.total())).isEqualTo(invoice.content().total());
    }

    @Test
    void creditingAllOfAnInvoiceInRandomPartsGivesBackExactlyItsTotal() {
        rounds(200, round -> {
            int lines = (int) between(1, 6);
            RatedLine[] rated = new RatedLine[lines];
            for (int i = 0; i < lines; i++) {
                rated[i] = usage("line-" + i, between(1, 9_999) + "/" + between(100, 999));
            }
            IssuedInvoice invoice = issued(draft(
                    account("USD", "vat 19", "city " + between(1, 99) + "e-1"),
                    List.of(percent("some", String.valueOf(between(1, 99)))),
                    rated));
            Money given = Money.zero(USD);
            List<CreditNote> notes = new ArrayList<>();
            while (invoice.creditable(notes).signum() > 0) {
                CreditNote note = credit(invoice, notes, somePart(invoice, notes));
                notes.add(note);
                given = given.plus(note.total());
            }
            assertThat(given)
                    .isEqualTo(
                            notes.isEmpty()
                                    ? Money.zero(USD)
                                    : invoice.content().total());
        });
    }

    private SortedMap<String, Money> somePart(IssuedInvoice invoice, List<CreditNote> notes) {
        SortedMap<String, Money> part = new TreeMap<>();
        while (part.isEmpty()) {
            for (LineItem line : invoice.content().lines()) {
                long left = invoice.creditable(line, notes).minorUnits();
                if (left > 0 && random.nextBoolean()) {
                    part.put(line.key(), new Money(between(Math.max(1, left / 3), left), USD));
                }
            }
        }
        return part;
    }
}
