package dev.countinghouse.app.document;

import dev.countinghouse.app.document.Column.Style;
import dev.countinghouse.app.document.Document.Block;
import dev.countinghouse.app.document.Document.Fact;
import dev.countinghouse.app.document.Document.Row;
import dev.countinghouse.app.document.Document.StepRow;
import dev.countinghouse.app.document.Document.Sum;
import dev.countinghouse.app.document.Document.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/** Draws a document. Places are in points from the left, of a page that is 495 wide between its margins. */
final class DocumentPdf {

    private static final Style TITLE = new Style(18, true, false);
    private static final Style BODY = new Style(8.5f, false, false);
    private static final Style STRONG = new Style(8.5f, true, false);
    private static final Style SMALL = new Style(7, false, true);

    private static final float LEFT = Sheets.LEFT;
    private static final float TEXT = 205;
    private static final float QUANTITY_AT = LEFT + 211;
    private static final float QUANTITY = 80;
    private static final float PRICE_AT = LEFT + 297;
    private static final float PRICE = 105;
    private static final float AMOUNT_AT = LEFT + 408;
    private static final float AMOUNT = Sheets.WIDTH - 408;
    private static final float LABEL_AT = LEFT + 140;
    private static final float LABEL = 225;
    private static final float SUM_AT = LEFT + 371;
    private static final float SUM = Sheets.WIDTH - 371;
    private static final float FACT_LABEL = 130;
    private static final float GUTTER = 20;
    private static final float HALF = (Sheets.WIDTH - GUTTER) / 2;
    private static final float INDENT = 8;

    private final Sheets sheets;

    private DocumentPdf(Sheets sheets) {
        this.sheets = sheets;
    }

    static byte[] of(Document document, Fonts fonts) {
        try (Sheets sheets = new Sheets(fonts)) {
            new DocumentPdf(sheets).draw(document);
            describe(sheets.document(), document.title(), document.issuedAt());
            return sheets.finished(document.title());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** No clock and nothing random in it: the same document is the same bytes. */
    private static void describe(PDDocument pdf, String title, Instant issuedAt) {
        PDDocumentInformation information = pdf.getDocumentInformation();
        information.setTitle(title);
        information.setProducer("Countinghouse");
        Calendar made = GregorianCalendar.from(issuedAt.atZone(ZoneOffset.UTC));
        information.setCreationDate(made);
        information.setModificationDate(made);
        pdf.setDocumentId(issuedAt.getEpochSecond());
        pdf.getDocumentCatalog().setLanguage("en");
    }

    private void draw(Document document) throws IOException {
        sheets.put(List.of(Column.left(LEFT, Sheets.WIDTH, TITLE, document.title())));
        sheets.gap(10);
        for (Fact fact : document.facts()) {
            sheets.put(List.of(
                    Column.left(LEFT, FACT_LABEL, BODY, fact.label()),
                    Column.left(LEFT + FACT_LABEL, Sheets.WIDTH - FACT_LABEL, STRONG, fact.text())));
        }
        sheets.gap(14);
        sheets.put(List.of(party(LEFT, document.from()), party(LEFT + HALF + GUTTER, document.to())));
        sheets.gap(18);
        table(document.lines());
        sheets.gap(4);
        sums(document.sums());
        for (Table table : document.asides()) {
            sheets.gap(18);
            table(table);
        }
        sheets.gap(18);
        for (String note : document.notes()) {
            sheets.put(List.of(Column.left(LEFT, Sheets.WIDTH, SMALL, note)));
        }
    }

    private static Column party(float left, Block party) {
        return Column.left(left, HALF, SMALL, party.heading())
                .above(STRONG, List.of(party.name()))
                .above(BODY, party.lines());
    }

    private void table(Table table) throws IOException {
        List<Column> headings = List.of(
                Column.left(LEFT, TEXT, SMALL, table.headings().get(0)),
                Column.right(QUANTITY_AT, QUANTITY, SMALL, table.headings().get(1)),
                Column.right(PRICE_AT, PRICE, SMALL, table.headings().get(2)),
                Column.right(AMOUNT_AT, AMOUNT, SMALL, table.headings().get(3)));
        float first =
                table.rows().isEmpty() ? 0 : sheets.height(line(table.rows().get(0)));
        sheets.keepTogether(sheets.height(headings) + Sheets.UNDER_RULE + first);
        sheets.headWith(headings);
        for (Row row : table.rows()) {
            row(row);
        }
        sheets.headNoMore();
    }

    private static List<Column> line(Row row) {
        return List.of(
                Column.left(LEFT, TEXT, BODY, row.text()).above(SMALL, row.remarks()),
                Column.right(QUANTITY_AT, QUANTITY, BODY, row.quantity()),
                Column.right(PRICE_AT, PRICE, BODY, row.price()),
                Column.right(AMOUNT_AT, AMOUNT, BODY, row.amount()));
    }

    private void row(Row row) throws IOException {
        List<Column> line = line(row);
        sheets.keepTogether(sheets.height(line));
        sheets.put(line);
        for (StepRow step : row.steps()) {
            List<Column> columns = List.of(
                    Column.left(LEFT + INDENT, TEXT - INDENT, SMALL, step.text()),
                    Column.right(QUANTITY_AT, QUANTITY, SMALL, step.quantity()),
                    Column.right(PRICE_AT, PRICE, SMALL, step.price()),
                    Column.right(AMOUNT_AT, AMOUNT, SMALL, step.amount()));
            sheets.keepTogether(sheets.height(columns));
            sheets.put(columns);
        }
        sheets.gap(3);
        sheets.rule();
    }

    private void sums(List<Sum> sums) throws IOException {
        List<List<Column>> all = new ArrayList<>();
        float height = 0;
        for (Sum sum : sums) {
            Style style = sum.last() ? STRONG : BODY;
            List<Column> columns = List.of(
                    Column.right(LABEL_AT, LABEL, style, sum.label()), Column.right(SUM_AT, SUM, style, sum.amount()));
            all.add(columns);
            height += sheets.height(columns) + 3;
        }
        sheets.keepTogether(height);
        for (List<Column> columns : all) {
            sheets.put(columns);
            sheets.gap(3);
        }
    }
}
