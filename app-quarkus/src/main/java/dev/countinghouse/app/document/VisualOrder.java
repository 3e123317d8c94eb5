package dev.countinghouse.app.document;

import java.text.Bidi;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A line in the order its signs stand on paper from the left: what is written from the right is turned around. */
final class VisualOrder {

    private static final String PAIRS = "()[]{}<>«»‹›";

    private VisualOrder() {}

    static String of(String line) {
        if (!Bidi.requiresBidi(line.toCharArray(), 0, line.length())) {
            return line;
        }
        Bidi bidi = new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        byte[] levels = new byte[bidi.getRunCount()];
        String[] runs = new String[bidi.getRunCount()];
        for (int run = 0; run < runs.length; run++) {
            levels[run] = (byte) bidi.getRunLevel(run);
            String text = line.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
            runs[run] = levels[run] % 2 == 0 ? text : turned(text);
        }
        Bidi.reorderVisually(levels, 0, runs, 0, runs.length);
        return String.join("", runs);
    }

    /** Letters keep the marks on them, brackets open on the other side. */
    private static String turned(String text) {
        List<String> clusters = new ArrayList<>(Clusters.of(text));
        Collections.reverse(clusters);
        StringBuilder turned = new StringBuilder();
        clusters.forEach(cluster -> turned.append(mirrored(cluster)));
        return turned.toString();
    }

    private static String mirrored(String cluster) {
        int at = cluster.length() == 1 ? PAIRS.indexOf(cluster) : -1;
        return at < 0 ? cluster : PAIRS.substring(at ^ 1, (at ^ 1) + 1);
    }
}
