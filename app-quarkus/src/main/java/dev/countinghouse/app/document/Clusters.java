package dev.countinghouse.app.document;

import java.util.ArrayList;
import java.util.List;

/** What of a text stays together: a sign with the marks on it. */
final class Clusters {

    private Clusters() {}

    static List<String> of(String text) {
        List<String> clusters = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (at > start && !isMark(text.codePointAt(at))) {
                clusters.add(text.substring(start, at));
                start = at;
            }
        }
        if (start < text.length()) {
            clusters.add(text.substring(start));
        }
        return clusters;
    }

    private static boolean isMark(int sign) {
        int type = Character.getType(sign);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}
