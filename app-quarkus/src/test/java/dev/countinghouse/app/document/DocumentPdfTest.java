package dev.countinghouse.app.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.domain.invoice.LineItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn, read back. */
class DocumentPdfTest {

    private static final Fonts FONTS = Fonts.with(List.of());
    private static final String LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamte";
    private static final float RIGHT = Sheets.LEFT + Sheets.WIDTH;

    private static byte[] pdf(IssuedInvoice invoice) {
        return DocumentPdf.of(InvoicePaper.of(invoice, Samples.BERLIN), FONTS);
    }

    /** With whatever may be too long: names, addresses, prices, numbers. */
    private static IssuedInvoice unwieldy() {
        String many = "9".repeat(30) + ".123456789012";
        List<LineItem> lines = new ArrayList<>();
        lines.add(Samples.usage(
                "A name that is longer than its column, by far, and " + LONG_WORD,
                many,
                many,
                "9000000000000000.00",
                Samples.step("a step with a name that is longer than its column " + LONG_WORD, many, "0.1 EUR", many),
                Samples.step("", many, "0.000000000000000000001 EUR per 1000000000000000 + 0.25 EUR", "-1")));
        IntStream.range(0, 60).forEach(at -> lines.add(Samples.fee("Fee " + at, "1.00")));
        IssuedInvoice invoice = Samples.invoice(
                lines, List.of(), List.of(), List.of(Samples.vat("9000000000000000.00", "1.00")), "12345678901234.56");
        List<String> address = IntStream.range(0, 80)
                .mapToObj(at -> "Line " + at + " of the address " + LONG_WORD)
                .toList();
        return Samples.issued(invoice.content(), new Party("Lindenhof " + LONG_WORD, address, "x".repeat(300)));
    }

    @Test
    void whatStandsOnItCanBeReadBack() {
        LineItem tokens = Samples.usage(
                "Tokens",
                "4000",
                "3000",
                "7.94",
                Samples.step("large", "1000.5", "4.10 EUR per 1000", "7.4"),
                Samples.step("small", "1999.5", "0.27 EUR per 1000", "0.54"));
        Printed printed = Printed.of(pdf(Samples.invoice(tokens, Samples.fee("Office fee, first", "1045.00"))));

        assertThat(printed.pages()).hasSize(1);
        assertThat(printed.text().lines())
                .containsSubsequence(
                        "Invoice INV-000003",
                        "Invoice number INV-000003",
                        "Due date 2025-12-15",
                        "From To",
                        "Example Models Inc. Lindenhof GmbH",
                        "1 Market Street Lindenweg 1",
                        "Description Quantity Unit price Amount, EUR",
                        "Tokens 3,000 7.94",
                        "large 1,000.5 4.10 EUR per 1000 7.4",
                        "small 1,999.5 0.27 EUR per 1000 0.54",
                        "Office fee, first 1 1045.00 EUR 1,045.00",
                        "Subtotal 1,052.94",
                        "Amount due 1,052.94 EUR",
                        "Invoice INV-000003 Page 1 of 1");
    }

    @Test
    void namesOfManyScriptsCanBeReadBack() {
        String name = "Λίντενχοφ ΑΕ, Линденхоф, Công ty Trách nhiệm, Łódź, Հայ, ქართული";
        Printed printed = Printed.of(pdf(Samples.issued(
                Samples.invoice(Samples.fee("Phí dịch vụ", "1.00")).content(),
                new Party(name, List.of("שלום", "فواتير"), ""))));
        assertThat(printed.flat()).contains(name.split(", ")).contains("Phí dịch vụ", "שלום", "فواتير");
    }

    @Test
    void eachPageSaysWhichOfHowManyItIsAndHasTheHeadingOfTheTable() {
        Printed printed = Printed.of(pdf(Samples.ofFees(200)));
        int pages = printed.pages().size();
        assertThat(pages).isGreaterThan(5);
        for (int page = 1; page <= pages; page++) {
            String text = printed.pages().get(page - 1);
            assertThat(text).endsWith("Invoice INV-000003 Page " + page + " of " + pages + "\n");
            assertThat(text.lines().filter("Description Quantity Unit price Amount, EUR"::equals))
                    .hasSize(1);
        }
        for (int number = 1; number <= 200; number++) {
            assertThat(printed.flat()).contains(" Fee number " + number + " of many");
        }
    }

    @Test
    void aLineIsNotCutByTheEndOfAPage() {
        // each has a line of its own for its period
        for (String page : Printed.of(pdf(Samples.ofFees(200))).pages()) {
            long fees =
                    page.lines().filter(line -> line.startsWith("Fee number")).count();
            long periods =
                    page.lines().filter("2025-11-01 to 2025-11-30"::equals).count();
            assertThat(periods).isEqualTo(fees);
        }
    }

    /** Wherever on the first page the table would begin: whether its first row goes on a page, or is higher than one. */
    @ParameterizedTest
    @ValueSource(ints = {40, 480, 520, 4000})
    void aHeadingDoesNotStandAlone(int letters) {
        IssuedInvoice invoice = Samples.invoice(
                Samples.fee("Long ".repeat(letters / 5), "1.00"), Samples.fee("Longer ".repeat(letters / 7), "1.00"));
        for (int lines = 0; lines < 60; lines += 3) {
            List<String> address = Collections.nCopies(lines, "Street");
            byte[] pdf = pdf(Samples.issued(invoice.content(), new Party("Lindenhof", address, "")));
            assertThat(Printed.of(pdf).pages()).as("%s lines above it", lines).allSatisfy(page -> assertThat(page)
                    .doesNotContain("Amount, EUR\nInvoice INV-000003 Page"));
        }
    }

    @Test
    void nothingOverlapsNorLeavesThePage() {
        Printed printed = Printed.of(pdf(unwieldy()));
        assertThat(printed.pages()).hasSizeGreaterThan(3);
        for (List<TextPosition> page : printed.signs()) {
            for (TextPosition sign : page) {
                assertThat(sign.getXDirAdj()).isGreaterThanOrEqualTo(Sheets.LEFT - 0.1f);
                assertThat(sign.getXDirAdj() + sign.getWidthDirAdj()).isLessThanOrEqualTo(RIGHT + 0.1f);
                assertThat(sign.getYDirAdj()).isBetween(40f, PDRectangle.A4.getHeight() - 30);
            }
            assertThat(page.stream()
                            .filter(sign -> !sign.getUnicode().isBlank())
                            .toList())
                    .satisfies(DocumentPdfTest::apart);
        }
        // and nothing of it is lost
        String letters = printed.text().replaceAll("\\s+", "");
        assertThat(letters).contains("Line79oftheaddress", "x".repeat(40), "Fee59");
    }

    private static void apart(List<? extends TextPosition> signs) {
        List<TextPosition> sorted = new ArrayList<>(signs);
        sorted.sort(Comparator.comparing(TextPosition::getYDirAdj));
        for (int at = 0; at < sorted.size(); at++) {
            TextPosition one = sorted.get(at);
            for (int next = at + 1; next < sorted.size(); next++) {
                TextPosition other = sorted.get(next);
                float below = other.getYDirAdj() - one.getYDirAdj();
                if (below >= other.getFontSizeInPt()) {
                    break;
                }
                float between = Math.max(
                        other.getXDirAdj() - one.getXDirAdj() - one.getWidthDirAdj(),
                        one.getXDirAdj() - other.getXDirAdj() - other.getWidthDirAdj());
                assertThat(between)
                        .as("%s at %s and %s at %s", one, one.getYDirAdj(), other, other.getYDirAdj())
                        .isGreaterThan(-0.1f);
            }
        }
    }

    @Test
    void amountsEndAtTheRightEdge() {
        Printed printed = Printed.of(pdf(Samples.invoice(Samples.fee("A", "1.00"), Samples.fee("B", "1234.50"))));
        List<TextPosition> signs = printed.signs().get(0);
        for (String amount : List.of("1.00", "1,234.50", "1,235.50 EUR")) {
            assertThat(ends(signs, amount)).as(amount).anySatisfy(end -> assertThat(end)
                    .isCloseTo(RIGHT, within(0.1f)));
        }
    }

    /** Where a text ends, each time that it is written. */
    private static List<Float> ends(List<TextPosition> signs, String text) {
        List<Float> ends = new ArrayList<>();
        StringBuilder all = new StringBuilder();
        signs.forEach(sign -> all.append(sign.getUnicode()));
        for (int at = all.indexOf(text); at >= 0; at = all.indexOf(text, at + 1)) {
            TextPosition last = signs.get(at + text.length() - 1);
            ends.add(last.getXDirAdj() + last.getWidthDirAdj());
        }
        return ends;
    }

    @Test
    void theSameInvoiceIsTheSameBytes() {
        assertThat(pdf(unwieldy())).isEqualTo(pdf(unwieldy()));
    }

    @Test
    void itSaysWhatItIsAndWhenItWasIssued() throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf(Samples.ofFees(1)))) {
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Invoice INV-000003");
            assertThat(document.getDocumentInformation().getCreationDate().toInstant())
                    .isEqualTo("2025-11-30T23:00:05Z");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
        }
    }
}
