package dev.countinghouse.adapter.postgres.usage;

/**
 * Text as PostgreSQL can keep it. Two things a Java string (and JSON) may hold it refuses: the character 0 and half of a
 * surrogate pair. They are written as an escape and come back as they were; all other text stays as it is.
 */
public final class StorableText {

    private static final char ESCAPE = '\u001A';
    private static final int CODE_LENGTH = 4;

    private StorableText() {}

    public static String write(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (mustEscape(text, i)) {
                return escaped(text);
            }
        }
        return text;
    }

    public static String read(String stored) {
        int escape = stored.indexOf(ESCAPE);
        if (escape < 0) {
            return stored;
        }
        StringBuilder text = new StringBuilder(stored.length());
        for (int i = 0; i < stored.length(); i++) {
            if (stored.charAt(i) == ESCAPE) {
                text.append((char) Integer.parseInt(stored, i + 1, i + 1 + CODE_LENGTH, 16));
                i += CODE_LENGTH;
            } else {
                text.append(stored.charAt(i));
            }
        }
        return text.toString();
    }

    private static String escaped(String text) {
        StringBuilder stored = new StringBuilder(text.length() + CODE_LENGTH);
        for (int i = 0; i < text.length(); i++) {
            if (mustEscape(text, i)) {
                stored.append(ESCAPE).append(String.format("%04x", (int) text.charAt(i)));
            } else {
                stored.append(text.charAt(i));
            }
        }
        return stored.toString();
    }

    private static boolean mustEscape(String text, int at) {
        char c = text.charAt(at);
        if (!Character.isSurrogate(c)) {
            return c == 0 || c == ESCAPE;
        }
        boolean paired = Character.isHighSurrogate(c)
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        return !paired;
    }
}
