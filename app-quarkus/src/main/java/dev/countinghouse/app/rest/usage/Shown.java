package dev.countinghouse.app.rest.usage;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Values of a client as messages repeat them. */
final class Shown {

    private static final int MOST = 100;

    private Shown() {}

    static String text(String text) {
        return "'" + (text.length() > MOST ? text.substring(0, MOST) + "…" : text) + "'";
    }

    /** The value the parser stands at the first token of. */
    static String value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            default -> text(json.getText());
        };
    }
}
