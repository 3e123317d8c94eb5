package dev.countinghouse.app.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** A PDF as whoever reads it sees it: the text of each page, and where each sign of it stands. */
public record Printed(List<String> pages, List<List<TextPosition>> signs) {

    public static Printed of(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            List<String> pages = new ArrayList<>();
            List<List<TextPosition>> signs = new ArrayList<>();
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                List<TextPosition> seen = new ArrayList<>();
                PDFTextStripper reader = new PDFTextStripper() {
                    @Override
                    protected void processTextPosition(TextPosition sign) {
                        seen.add(sign);
                        super.processTextPosition(sign);
                    }
                };
                reader.setSortByPosition(true);
                reader.setLineSeparator("\n");
                reader.setStartPage(page);
                reader.setEndPage(page);
                pages.add(reader.getText(document));
                signs.add(seen);
            }
            return new Printed(pages, signs);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public String text() {
        return String.join("\n", pages);
    }

    /** All of it with single spaces, so that it does not matter where lines are broken. */
    public String flat() {
        return text().replaceAll("\\s+", " ");
    }
}
