package dev.countinghouse.app.document;

import java.util.ArrayList;
import java.util.List;

/** Texts beneath each other in a part of the page's width, in points. */
record Column(float left, float width, boolean toTheRight, List<Piece> pieces) {

    Column {
        pieces = List.copyOf(pieces);
    }

    record Style(float size, boolean bold, boolean pale) {

        /** From one line to the next. */
        float leading() {
            return size * 1.4f;
        }
    }

    record Piece(Style style, String text) {}

    static Column left(float left, float width, Style style, String text) {
        return new Column(left, width, false, List.of(new Piece(style, text)));
    }

    static Column right(float left, float width, Style style, String text) {
        return new Column(left, width, true, List.of(new Piece(style, text)));
    }

    /** The same with more beneath. */
    Column above(Style style, List<String> more) {
        List<Piece> all = new ArrayList<>(pieces);
        more.forEach(text -> all.add(new Piece(style, text)));
        return new Column(left, width, toTheRight, all);
    }
}
