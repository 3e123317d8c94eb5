package dev.countinghouse.app.document;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The fonts there are, for each weight in the order in which a sign is looked for in them. */
record Fonts(List<FontFile> regular, List<FontFile> bold) {

    Fonts {
        regular = List.copyOf(regular);
        bold = List.copyOf(bold);
    }

    /**
     * Those that come along, with others behind them for what they lack.
     *
     * @throws IllegalArgumentException naming a file that cannot be used
     */
    static Fonts with(List<Path> others) {
        List<FontFile> more = others.stream().map(FontFile::at).toList();
        return new Fonts(first("DejaVuSans.ttf", more), first("DejaVuSans-Bold.ttf", more));
    }

    private static List<FontFile> first(String bundled, List<FontFile> others) {
        List<FontFile> all = new ArrayList<>();
        all.add(FontFile.bundled(bundled));
        all.addAll(others);
        return all;
    }
}
