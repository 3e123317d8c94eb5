package dev.countinghouse.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.app.document.Document.Fact;
import dev.countinghouse.app.document.Document.Row;
import dev.countinghouse.app.document.Document.StepRow;
import dev.countinghouse.app.document.Document.Sum;
import dev.countinghouse.billing.domain.invoice.CreditNote;
import dev.countinghouse.billing.domain.invoice.CreditNoteId;
import dev.countinghouse.billing.domain.invoice.DiscountItem;
import dev.countinghouse.billing.domain.invoice.InvoiceNumber;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import dev.countinghouse.billing.domain.pricing.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which texts stand on invoices and credit notes. */
class InvoicePaperTest {

    private static final String NOVEMBER = "2025-11-01 to 2025-11-30";

    @Test
    void anInvoiceSaysWhoseItIsAndWhenItIsDue() {
        Document paper = InvoicePaper.of(Samples.invoice(Samples.fee("Team", "45.00")), Samples.BERLIN);

        assertThat(paper.title()).isEqualTo("Invoice INV-000003");
        assertThat(paper.facts())
                .containsExactly(
                        new Fact("Invoice number", "INV-000003"),
                        new Fact("Date of issue", "2025-12-01"),
                        new Fact("Due date", "2025-12-15"),
                        new Fact("Billing period", NOVEMBER),
                        new Fact("Currency", "EUR"),
                        new Fact("Account", "lindenhof"));
        assertThat(paper.from().name()).isEqualTo("Example Models Inc.");
        assertThat(paper.from().lines())
                .containsExactly("1 Market Street", "USA", "Tax ID: EIN 12-34", "billing@example.com");
        assertThat(paper.to().name()).isEqualTo("Lindenhof GmbH");
        assertThat(paper.to().lines()).containsExactly("Lindenweg 1", "Berlin", "Tax ID: DE123456789");
        assertThat(paper.notes()).containsExactly("Dates are those of the time zone Europe/Berlin.");
    }

    @Test
    void aLineWithOnePriceShowsIt() {
        LineItem storage = Samples.usage("Storage", "14", "4", "0.44", Samples.step("units", "4", "0.11 EUR", "0.44"));

        assertThat(rows(storage, Samples.fee("Team", "45.00")))
                .containsExactly(
                        new Row("Storage", List.of(NOVEMBER, "Used: 14"), "4", "0.11 EUR", "0.44", List.of()),
                        new Row("Team", List.of(NOVEMBER), "1", "45.00 EUR", "45.00", List.of()));
    }

    @Test
    void aLineWithSeveralPricesShowsItsSteps() {
        LineItem tokens = Samples.usage(
                "Tokens",
                "4000",
                "3000",
                "7.942899703210",
                Samples.step("large", "1000.5", "4.10 EUR per 1000", "7.4004218212"),
                Samples.step("small", "1999.5", "0.23 EUR per 1000", "0.54247788201"));

        assertThat(rows(tokens))
                .containsExactly(new Row(
                        "Tokens",
                        List.of(NOVEMBER, "Used: 4,000"),
                        "3,000",
                        "",
                        "7.94",
                        List.of(
                                new StepRow("large", "1,000.5", "4.10 EUR per 1000", "7.400422"),
                                new StepRow("small", "1,999.5", "0.23 EUR per 1000", "0.542478"))));
    }

    @Test
    void theOnlyStepIsShownWhereItSaysMoreThanAPrice() {
        LineItem tokens = Samples.usage("Tokens", "5", "5", "1", Samples.step("gpt-4o", "5", "0.20 EUR", "1"));
        assertThat(rows(tokens).get(0).price()).isEmpty();
        assertThat(rows(tokens).get(0).steps()).containsExactly(new StepRow("gpt-4o", "5", "0.20 EUR", "1"));
    }

    @Test
    void stepsThatAreTooManyToShowAreAddedUp() {
        Step[] steps = IntStream.rangeClosed(1, 1_000)
                .mapToObj(event -> Samples.step("event " + event, "1", "1 %", "0.01"))
                .toArray(Step[]::new);
        List<StepRow> shown = rows(Samples.usage("Share", "1000", "1000", "10.00", steps))
                .get(0)
                .steps();

        assertThat(shown).hasSize(40);
        assertThat(shown.get(38)).isEqualTo(new StepRow("event 39", "1", "1 %", "0.01"));
        assertThat(shown.get(39)).isEqualTo(new StepRow("961 further steps", "", "", "9.61"));
    }

    @Test
    void anAdjustmentSaysWhatItCorrectsAndLinesOfSeveralSubscriptionsWhoseTheyAre() {
        LineItem adjustment = Samples.adjusting(Samples.fee("Team", "1.00"), new InvoiceNumber("INV", 2));
        assertThat(rows(adjustment).get(0).remarks()).containsExactly(NOVEMBER, "Corrects invoice INV-000002");
        assertThat(rows(Samples.fee("one", "Team", "1.00"), Samples.fee("two", "Team", "1.00")))
                .extracting(row -> row.remarks().get(1))
                .containsExactly("Subscription one", "Subscription two");
    }

    private static List<Row> rows(LineItem... lines) {
        return InvoicePaper.of(Samples.invoice(lines), Samples.BERLIN).lines().rows();
    }

    @Test
    void theSumsLeadFromTheLinesToWhatIsDue() {
        IssuedInvoice invoice = Samples.invoice(
                List.of(Samples.fee("Team", "1250.00")),
                List.of(Samples.usage("Images", "3", "3", "12.00", Samples.step("units", "3", "4 EUR", "12"))),
                List.of(new DiscountItem("welcome", "Welcome", Samples.euros("50.00"))),
                List.of(Samples.vat("1200.00", "228.00")),
                "28.00");
        Document paper = InvoicePaper.of(invoice, Samples.BERLIN);

        assertThat(paper.sums())
                .containsExactly(
                        Sum.of("Subtotal", "1,250.00"),
                        Sum.of("Welcome", "-50.00"),
                        Sum.of("Net", "1,200.00"),
                        Sum.of("VAT 19 % on 1,200.00", "228.00"),
                        Sum.of("Total", "1,428.00 EUR"),
                        Sum.of("Credit from earlier invoices", "-28.00"),
                        new Sum("Amount due", "1,400.00 EUR", true));
        assertThat(paper.asides()).hasSize(1);
        assertThat(paper.lines().headings()).containsExactly("Description", "Quantity", "Unit price", "Amount, EUR");
        assertThat(paper.asides().get(0).headings()).startsWith("Paid with credits, not part of the total");
        assertThat(paper.asides().get(0).rows()).extracting(Row::text).containsExactly("Images");
    }

    @Test
    void whatIsLeftInTheCustomersFavourIsCarriedForward() {
        IssuedInvoice invoice =
                Samples.invoice(List.of(Samples.fee("Team", "10.00")), List.of(), List.of(), List.of(), "30.00");
        assertThat(InvoicePaper.of(invoice, Samples.BERLIN).sums())
                .containsExactly(
                        Sum.of("Subtotal", "10.00"),
                        Sum.of("Total", "10.00 EUR"),
                        Sum.of("Credit from earlier invoices", "-30.00"),
                        Sum.of("Carried forward to the next invoice", "20.00"),
                        new Sum("Amount due", "0.00 EUR", true));
    }

    @Test
    void aCreditNoteSaysWhatItCorrectsAndWhy() {
        LineItem team = Samples.fee("Team", "45.00");
        IssuedInvoice invoice = Samples.invoice(
                List.of(Samples.fee("Other", "55.00"), team),
                List.of(),
                List.of(),
                List.of(Samples.vat("100.00", "19.00")),
                "0");
        CreditNote note = CreditNote.of(
                invoice,
                List.of(),
                new CreditNoteId("outage"),
                new InvoiceNumber("CN", 7),
                Instant.parse("2026-01-12T10:00:00Z"),
                "Outage on 12 January",
                new TreeMap<>(Map.of(team.key(), Samples.euros("20.00"))));
        Document paper = CreditNotePaper.of(note, invoice, Samples.BERLIN);

        assertThat(paper.title()).isEqualTo("Credit note CN-000007");
        assertThat(paper.facts())
                .contains(
                        new Fact("Date of issue", "2026-01-12"),
                        new Fact("Corrects invoice", "INV-000003 of 2025-12-01"),
                        new Fact("Reason", "Outage on 12 January"));
        assertThat(paper.from().name()).isEqualTo("Example Models Inc.");
        assertThat(paper.lines().rows())
                .containsExactly(new Row("Team", List.of(NOVEMBER, "Invoiced: 45.00"), "", "", "20.00", List.of()));
        assertThat(paper.sums())
                .containsExactly(
                        Sum.of("Subtotal", "20.00"),
                        Sum.of("VAT 19 % on 20.00", "3.80"),
                        new Sum("Total credited", "23.80 EUR", true));
    }
}
