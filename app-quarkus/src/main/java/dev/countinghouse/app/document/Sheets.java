package dev.countinghouse.app.document;

import dev.countinghouse.app.document.Column.Piece;
import dev.countinghouse.app.document.Column.Style;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Pages that fill from the top. What is on a full page is compressed; only the one at hand is open. */
final class Sheets implements Closeable {

    static final float LEFT = 50;
    static final float WIDTH = PDRectangle.A4.getWidth() - 2 * LEFT;
    static final float UNDER_RULE = 3;

    private static final float TOP = PDRectangle.A4.getHeight() - 50;
    private static final float BOTTOM = 60;
    private static final float FOOT = 34;
    private static final float BLACK = 0.1f;
    private static final float PALE = 0.4f;
    private static final float RULE = 0.75f;
    private static final Style FOOTER = new Style(7, false, true);

    private final PDDocument document = new PDDocument();
    private final Letters regular;
    private final Letters bold;
    private List<Column> heading = List.of();
    private PDPageContentStream page;
    private float y = TOP;

    /** Where what the page is for begins: beneath the heading, if it has one on top. */
    private float begin = TOP;

    Sheets(Fonts fonts) throws IOException {
        regular = Letters.of(document, fonts.regular());
        bold = regular.with(fonts.bold());
        page = open();
    }

    PDDocument document() {
        return document;
    }

    /** What stands here and on top of each page that begins from now on. */
    void headWith(List<Column> columns) throws IOException {
        heading = columns;
        boolean onTop = y == begin;
        put(heading);
        rule();
        begin = onTop ? y : begin;
    }

    void headNoMore() {
        heading = List.of();
    }

    void gap(float height) {
        y -= height;
    }

    /** Begins a new page where there is less room than that on this one, unless nothing but a heading is on it yet. */
    void keepTogether(float height) throws IOException {
        if (y - height < BOTTOM && y < begin) {
            turn();
        }
    }

    void rule() throws IOException {
        page.setStrokingColor(RULE);
        page.setLineWidth(0.5f);
        page.moveTo(LEFT, y);
        page.lineTo(LEFT + WIDTH, y);
        page.stroke();
        gap(UNDER_RULE);
    }

    /** How high columns are together. */
    float height(List<Column> columns) throws IOException {
        float height = 0;
        for (Column column : columns) {
            float own = 0;
            for (Piece line : lines(column)) {
                own += line.style().leading();
            }
            height = Math.max(height, own);
        }
        return height;
    }

    /** Puts columns side by side, line by line, over as many pages as they take. */
    void put(List<Column> columns) throws IOException {
        List<List<Piece>> all = new ArrayList<>();
        int most = 0;
        for (Column column : columns) {
            List<Piece> lines = lines(column);
            all.add(lines);
            most = Math.max(most, lines.size());
        }
        for (int line = 0; line < most; line++) {
            float leading = 0;
            for (List<Piece> lines : all) {
                leading = line < lines.size()
                        ? Math.max(leading, lines.get(line).style().leading())
                        : leading;
            }
            if (y - leading < BOTTOM) {
                turn();
            }
            y -= leading;
            for (int column = 0; column < all.size(); column++) {
                if (line < all.get(column).size()) {
                    Piece piece = all.get(column).get(line);
                    write(
                            page,
                            columns.get(column),
                            piece,
                            y + leading - piece.style().size());
                }
            }
        }
    }

    private List<Piece> lines(Column column) throws IOException {
        List<Piece> lines = new ArrayList<>();
        for (Piece piece : column.pieces()) {
            Style style = piece.style();
            for (String line : Wrapping.of(piece.text(), letters(style), column.width() / style.size())) {
                lines.add(new Piece(style, line));
            }
        }
        return lines;
    }

    private void write(PDPageContentStream onto, Column column, Piece line, float baseline) throws IOException {
        Style style = line.style();
        String visual = VisualOrder.of(line.text());
        float width = letters(style).width(visual) * style.size();
        float from = column.toTheRight() ? column.left() + column.width() - width : column.left();
        onto.beginText();
        onto.setNonStrokingColor(style.pale() ? PALE : BLACK);
        onto.newLineAtOffset(from, baseline);
        for (Letters.Run run : letters(style).runs(visual)) {
            onto.setFont(run.font(), style.size());
            onto.showText(run.text());
        }
        onto.endText();
    }

    private Letters letters(Style style) {
        return style.bold() ? bold : regular;
    }

    private void turn() throws IOException {
        page.close();
        page = open();
        y = TOP;
        begin = TOP;
        if (!heading.isEmpty()) {
            List<Column> again = heading;
            heading = List.of();
            headWith(again);
        }
    }

    private PDPageContentStream open() throws IOException {
        PDPage sheet = new PDPage(PDRectangle.A4);
        document.addPage(sheet);
        return new PDPageContentStream(document, sheet, AppendMode.OVERWRITE, true);
    }

    /** The pages, each with its number at its foot, as the bytes of a PDF. */
    byte[] finished(String foot) throws IOException {
        page.close();
        int pages = document.getNumberOfPages();
        for (int number = 1; number <= pages; number++) {
            PDPage sheet = document.getPage(number - 1);
            try (PDPageContentStream more = new PDPageContentStream(document, sheet, AppendMode.APPEND, true, true)) {
                Column title = Column.left(LEFT, WIDTH * 2 / 3, FOOTER, foot);
                write(more, title, lines(title).get(0), FOOT);
                Column count = Column.right(LEFT, WIDTH, FOOTER, "Page " + number + " of " + pages);
                write(more, count, lines(count).get(0), FOOT);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
