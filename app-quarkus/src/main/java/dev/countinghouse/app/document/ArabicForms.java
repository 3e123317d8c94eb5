package dev.countinghouse.app.document;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arabic letters as they join their neighbours: a PDF shows the signs it is told and joins none itself.
 *
 * <p>Which sign is which form of which letter is read off Unicode: it lists the forms of a letter in a row, alone, final,
 * initial, medial, and each decomposes to its letter.
 */
final class ArabicForms {

    private static final int JOINS_BOTH_SIDES = 4;
    private static final char TATWEEL = '\u0640';
    private static final char JOINER = '\u200d';
    private static final Map<String, List<Character>> FORMS = forms();

    private ArabicForms() {}

    /** The text, in logical order, with the letters it joins; as it is where there is no such letter in it. */
    static String joined(String text) {
        if (text.chars().noneMatch(letter -> letter >= '\u0600' && letter <= '\u06ff')) {
            return text;
        }
        StringBuilder joined = new StringBuilder();
        boolean before = false;
        for (int at = 0; at < text.length(); ) {
            String unit = unit(text, at);
            List<Character> forms = FORMS.getOrDefault(unit, List.of());
            int behind = at + unit.length();
            if (isMark(text.charAt(at))) {
                joined.append(unit);
            } else {
                boolean after = joinsOn(unit) && joinsBack(text, behind);
                boolean back = before && forms.size() > 1;
                joined.append(forms.isEmpty() ? unit : form(forms, back, after));
                before = joinsOn(unit);
            }
            at = behind;
        }
        return joined.toString();
    }

    private static String form(List<Character> forms, boolean back, boolean after) {
        int form = (back ? 1 : 0) + (after ? 2 : 0);
        return String.valueOf(forms.get(form));
    }

    /** A letter, or lam with the alef behind it, which are written as one. */
    private static String unit(String text, int at) {
        if (at + 2 <= text.length() && FORMS.containsKey(text.substring(at, at + 2))) {
            return text.substring(at, at + 2);
        }
        return text.substring(at, at + Character.charCount(text.codePointAt(at)));
    }

    private static boolean joinsOn(String unit) {
        return isJoint(unit.charAt(0)) || FORMS.getOrDefault(unit, List.of()).size() == JOINS_BOTH_SIDES;
    }

    private static boolean joinsBack(String text, int from) {
        int at = from;
        while (at < text.length() && isMark(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return false;
        }
        return isJoint(text.charAt(at))
                || FORMS.getOrDefault(unit(text, at), List.of()).size() > 1;
    }

    /** What letters join to that is none itself. */
    private static boolean isJoint(char sign) {
        return sign == TATWEEL || sign == JOINER;
    }

    private static boolean isMark(char letter) {
        return Character.getType(letter) == Character.NON_SPACING_MARK;
    }

    private static Map<String, List<Character>> forms() {
        Map<String, List<Character>> forms = new HashMap<>();
        addForms(forms, '\ufb50', '\ufbb1');
        addForms(forms, '\ufbfc', '\ufbff');
        addForms(forms, '\ufe80', '\ufefc');
        return forms;
    }

    private static void addForms(Map<String, List<Character>> forms, char first, char last) {
        for (char form = first; form <= last; form++) {
            String letter = Normalizer.normalize(String.valueOf(form), Normalizer.Form.NFKC);
            forms.computeIfAbsent(letter, none -> new ArrayList<>()).add(form);
        }
    }
}
