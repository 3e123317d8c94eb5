package dev.countinghouse.app.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A text in lines that are no wider than its place: broken behind a space, or within a word that is too long for one. */
final class Wrapping {

    private final Letters letters;
    private final float room;
    private final List<String> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private float used;

    private Wrapping(Letters letters, float room) {
        this.letters = letters;
        this.room = room;
    }

    /** @param room in sizes of the font */
    static List<String> of(String text, Letters letters, float room) throws IOException {
        String readable = Letters.readable(text);
        if (letters.width(readable) <= room) {
            return List.of(readable);
        }
        Wrapping wrapping = new Wrapping(letters, room);
        for (String word : readable.split("(?<= )", -1)) {
            wrapping.add(word);
        }
        wrapping.end();
        return wrapping.lines;
    }

    private void add(String word) throws IOException {
        float width = letters.width(word.stripTrailing());
        if (used > 0 && used + width > room) {
            end();
        }
        if (width <= room) {
            line.append(word);
            used += letters.width(word);
            return;
        }
        for (String cluster : Clusters.of(word)) {
            float more = letters.width(cluster);
            if (used > 0 && used + more > room) {
                end();
            }
            line.append(cluster);
            used += more;
        }
    }

    private void end() {
        if (!line.toString().isBlank()) {
            lines.add(line.toString().stripTrailing());
        }
        line.setLength(0);
        used = 0;
    }
}
