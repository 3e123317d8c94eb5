package dev.countinghouse.adapter.redis;

import java.util.HexFormat;

/**
 * Any text in printable ASCII without spaces, '%' and braces, each text in its own way: for keys, whose braces say where in a
 * cluster they are, and for lists that scripts take apart. Also half a pair of surrogates, which UTF-8 does not keep.
 */
final class Plain {

    private static final HexFormat HEX = HexFormat.of();
    private static final int DIGITS = 4;

    private Plain() {}

    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return escaped(text);
            }
        }
        return text;
    }

    private static String escaped(String text) {
        StringBuilder plain = new StringBuilder(2 * text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                plain.append(c);
            } else {
                plain.append('%').append(HEX.toHexDigits(c));
            }
        }
        return plain.toString();
    }

    private static boolean isPlain(char c) {
        return c > ' ' && c < '\u007F' && c != '%' && c != '{' && c != '}';
    }

    static String read(String plain) {
        int escape = plain.indexOf('%');
        if (escape < 0) {
            return plain;
        }
        StringBuilder text = new StringBuilder(plain.length());
        int from = 0;
        while (escape >= 0) {
            text.append(plain, from, escape);
            from = escape + 1 + DIGITS;
            text.append((char) HexFormat.fromHexDigits(plain, escape + 1, from));
            escape = plain.indexOf('%', from);
        }
        return text.append(plain, from, plain.length()).toString();
    }
}
