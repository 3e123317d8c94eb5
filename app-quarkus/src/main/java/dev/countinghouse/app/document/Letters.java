package dev.countinghouse.app.document;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The signs of one document in one weight: in which font each is, and how wide. Of each font what is used is embedded. */
final class Letters {

    /** Stands for what no font has. */
    private static final int REPLACEMENT = 0xFFFD;

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+");

    /** What says whether the letters beside it join, and is not shown itself. */
    private static final Pattern JOINERS = Pattern.compile("[\\u200C\\u200D]");

    /** What says how others are to look or to stand, and is not shown itself. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\uFE00-\\uFE0F&&[^\\u200C\\u200D]]");

    private final PDDocument document;
    private final List<FontFile> files;
    private final Map<FontFile, Face> open;
    private final Map<Integer, Sign> signs = new HashMap<>();

    private Letters(PDDocument document, List<FontFile> files, Map<FontFile, Face> open) {
        this.document = document;
        this.files = files;
        this.open = open;
    }

    /** @param files in the order in which a sign is looked for in them */
    static Letters of(PDDocument document, List<FontFile> files) {
        return new Letters(document, files, new HashMap<>());
    }

    /** Those of another weight; a font that both have is in the document once. */
    Letters with(List<FontFile> otherFiles) {
        return new Letters(document, otherFiles, open);
    }

    /** A part of a line in one font. */
    record Run(PDType0Font font, String text) {}

    private record Face(PDType0Font font, TrueTypeFont file, CmapLookup glyphs) {

        float width(int glyph) throws IOException {
            return (float) file.getAdvanceWidth(glyph) / file.getUnitsPerEm();
        }
    }

    /** @param width at size 1 */
    private record Sign(Face face, int letter, float width) {}

    /** A text as it can be set: composed, in one line, with Arabic letters joined. */
    static String readable(String text) {
        String inOneLine = BREAKS.matcher(text).replaceAll(" ");
        String seen = UNSEEN.matcher(inOneLine).replaceAll("");
        String joined = ArabicForms.joined(Normalizer.normalize(seen, Normalizer.Form.NFC));
        return JOINERS.matcher(joined).replaceAll("").strip();
    }

    /** How wide a text is at size 1. */
    float width(String text) throws IOException {
        float width = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            width += sign(text.codePointAt(at)).width();
        }
        return width;
    }

    /** The text, which stands in the order of the paper, cut where the font changes. */
    List<Run> runs(String text) throws IOException {
        List<Run> runs = new ArrayList<>();
        StringBuilder same = new StringBuilder();
        Face face = face(files.get(0));
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            Sign sign = sign(text.codePointAt(at));
            if (!sign.face().equals(face) && !same.isEmpty()) {
                runs.add(new Run(face.font(), same.toString()));
                same.setLength(0);
            }
            face = sign.face();
            same.appendCodePoint(sign.letter());
        }
        if (!same.isEmpty()) {
            runs.add(new Run(face.font(), same.toString()));
        }
        return runs;
    }

    private Sign sign(int letter) throws IOException {
        Sign known = signs.get(letter);
        if (known == null) {
            known = find(letter);
            signs.put(letter, known);
        }
        return known;
    }

    private Sign find(int letter) throws IOException {
        Optional<Sign> found = lookUp(letter);
        if (found.isEmpty()) {
            String plain = Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFKC);
            found = plain.codePointCount(0, plain.length()) == 1 ? lookUp(plain.codePointAt(0)) : found;
        }
        return found.isPresent() ? found.get() : lookUp(REPLACEMENT).orElseThrow();
    }

    /** Further fonts are opened when a sign is looked for in them. */
    private Optional<Sign> lookUp(int letter) throws IOException {
        for (FontFile file : files) {
            Face face = face(file);
            int glyph = face.glyphs().getGlyphId(letter);
            if (glyph != 0) {
                return Optional.of(new Sign(face, letter, face.width(glyph)));
            }
        }
        return Optional.empty();
    }

    private Face face(FontFile file) throws IOException {
        Face face = open.get(file);
        if (face == null) {
            TrueTypeFont opened = file.open();
            face = new Face(PDType0Font.load(document, opened, true), opened, opened.getUnicodeCmapLookup());
            open.put(file, face);
        }
        return face;
    }
}
