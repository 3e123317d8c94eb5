package dev.countinghouse.app.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeCollection;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** A font: read once, and opened anew for each document, because an open one cannot be shared. */
final class FontFile {

    private static final String COLLECTION = "ttcf";

    private final byte[] bytes;
    private final boolean ligatures;

    private FontFile(byte[] bytes, boolean ligatures) {
        this.bytes = bytes;
        this.ligatures = ligatures;
    }

    /** One that comes along, without its ligatures: who searches for "office" would not find it. */
    static FontFile bundled(String name) {
        try (InputStream file = FontFile.class.getResourceAsStream("/fonts/dejavu/" + name)) {
            return new FontFile(Objects.requireNonNull(file, name).readAllBytes(), false);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** @throws IllegalArgumentException saying why it cannot be used */
    static FontFile at(Path path) {
        try {
            FontFile file = new FontFile(Files.readAllBytes(path), true);
            try (PDDocument trial = new PDDocument()) {
                PDType0Font font = PDType0Font.load(trial, file.open(), true);
                font.addToSubset(' ');
                font.subset();
            }
            return file;
        } catch (IOException | RuntimeException unusable) {
            throw new IllegalArgumentException(
                    "'" + path + "' cannot be used, it must be a file of a font with TrueType outlines (.ttf, .ttc)"
                            + " that may be embedded: " + unusable,
                    unusable);
        }
    }

    TrueTypeFont open() throws IOException {
        TrueTypeFont font =
                isCollection() ? firstOfCollection() : new TTFParser().parse(new RandomAccessReadBuffer(bytes));
        font.setEnableGsub(ligatures);
        return font;
    }

    private boolean isCollection() {
        for (int at = 0; at < COLLECTION.length(); at++) {
            if (at >= bytes.length || bytes[at] != COLLECTION.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    /** It is not closed: it holds nothing but memory. */
    @SuppressWarnings("MustBeClosedChecker")
    private TrueTypeFont firstOfCollection() throws IOException {
        TrueTypeCollection collection = new TrueTypeCollection(new ByteArrayInputStream(bytes));
        List<String> names = new ArrayList<>();
        collection.processAllFonts(font -> names.add(font.getName()));
        return collection.getFontByName(names.get(0));
    }
}
