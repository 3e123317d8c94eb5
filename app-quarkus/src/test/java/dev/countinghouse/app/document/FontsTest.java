package dev.countinghouse.app.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.Party;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bundled fonts lack is taken from the operator's, and otherwise a sign stands for it. */
class FontsTest {

    /** Is in the font that comes with the library, and not in those that come with us. */
    private static final String RAISED_COLON = "\u02F8";

    @TempDir
    Path folder;

    @Test
    void aSignStandsForWhatNoFontHas() {
        assertThat(printed("Acme 菩提園 Inc.", List.of())).contains("Acme \uFFFD\uFFFD\uFFFD Inc.");
        assertThat(printed("Acme" + RAISED_COLON, List.of())).contains("Acme\uFFFD");
    }

    @Test
    void whatTheBundledFontsLackIsTakenFromAnother() throws IOException {
        Path font = Files.write(folder.resolve("other.ttf"), libraryFont());
        assertThat(printed("Acme" + RAISED_COLON + " Inc.", List.of(font))).contains("Acme" + RAISED_COLON + " Inc.");
    }

    @Test
    void aCollectionIsAFontToo() throws IOException {
        Path font = Files.write(folder.resolve("other.ttc"), collectionOf(libraryFont()));
        assertThat(printed("Acme" + RAISED_COLON, List.of(font))).contains("Acme" + RAISED_COLON);
    }

    @Test
    void whatIsNoFontIsRefusedByItsName() throws IOException {
        Path text = Files.writeString(folder.resolve("text.ttf"), "this is no font");
        assertThatThrownBy(() -> Fonts.with(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text.toString())
                .hasMessageContaining("TrueType");
        Path missing = folder.resolve("missing.ttf");
        assertThatThrownBy(() -> Fonts.with(List.of(missing)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(missing.toString());
    }

    private static String printed(String buyer, List<Path> others) {
        Document paper = InvoicePaper.of(
                Samples.issued(
                        Samples.invoice(Samples.fee("Team", "1.00")).content(), new Party(buyer, List.of(buyer), "")),
                Samples.BERLIN);
        return Printed.of(DocumentPdf.of(paper, Fonts.with(others))).flat();
    }

    private static byte[] libraryFont() throws IOException {
        try (InputStream font =
                PDDocument.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            return font.readAllBytes();
        }
    }

    /** A collection of one: its header before the font, whose tables so begin later in the file. */
    private static byte[] collectionOf(byte[] font) {
        int header = 16;
        ByteBuffer file = ByteBuffer.allocate(header + font.length);
        file.put("ttcf".getBytes(StandardCharsets.US_ASCII))
                .putInt(0x00010000)
                .putInt(1)
                .putInt(header);
        file.put(font);
        int tables = file.getShort(header + 4);
        for (int table = 0; table < tables; table++) {
            int offset = header + 12 + table * 16 + 8;
            file.putInt(offset, file.getInt(offset) + header);
        }
        return file.array();
    }
}
