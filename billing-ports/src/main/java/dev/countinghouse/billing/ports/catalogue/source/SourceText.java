package dev.countinghouse.billing.ports.catalogue.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Parses YAML or JSON. A text that opens with an object whose first name is in double quotes is JSON, any other is YAML.
 *
 * <p>Hostile texts are refused by size and depth. Anchors, aliases and tags are refused as well: a published price
 * should be readable where it stands, and without them a text cannot grow while it is read.
 */
public final class SourceText {

    public static final int MAX_CHARACTERS = 2_000_000;
    public static final int MAX_DEPTH = 50;

    private static final Pattern JSON = Pattern.compile("\\s*\\{\\s*[\"}]");

    // deeper than ours, so that ours reports the path
    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH * 2)
            .maxStringLength(MAX_CHARACTERS)
            .build();
    private static final JsonFactory JSON_FACTORY =
            JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();
    private static final YAMLFactory YAML_FACTORY =
            YAMLFactory.builder().streamReadConstraints(CONSTRAINTS).build();

    private SourceText() {}

    /** The tree of the text, or empty if it could not be parsed to its end, which is reported. */
    public static Optional<Node> parse(String text, Problems problems) {
        if (text.length() > MAX_CHARACTERS) {
            return problems.report(
                    Place.START,
                    "",
                    "the text has " + text.length() + " characters, more than " + MAX_CHARACTERS + " are not read");
        }
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        int unreadable = firstUnreadable(content);
        if (unreadable >= 0) {
            return problems.report(
                    placeOf(unreadable, content),
                    "",
                    String.format("U+%04X is not a character of a text", (int) content.charAt(unreadable)));
        }
        return parseReadable(content, problems);
    }

    private static Optional<Node> parseReadable(String content, Problems problems) {
        try (JsonParser parser = open(content)) {
            return new TreeReader(parser, problems).readAll();
        } catch (JsonProcessingException malformed) {
            return report(malformed, problems);
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading a string cannot fail", impossible);
        }
    }

    private static JsonParser open(String content) throws IOException {
        return JSON.matcher(content).lookingAt()
                ? JSON_FACTORY.createParser(content)
                : YAML_FACTORY.createParser(content);
    }

    /** The index of a control character, half a surrogate pair or a code point that is no character; -1 if there is none. */
    private static int firstUnreadable(String content) {
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < content.length()
                    && Character.isLowSurrogate(content.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)
                    || c >= '\uFFFE'
                    || (Character.isISOControl(c) && "\t\n\r\u0085".indexOf(c) < 0)) {
                return i;
            }
        }
        return -1;
    }

    private static Place placeOf(int index, String content) {
        String before = content.substring(0, index);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Place(line, index - before.lastIndexOf('\n'));
    }

    /** In the parser's own words, without the excerpts it adds, which repeat the text over several lines. */
    private static Optional<Node> report(JsonProcessingException malformed, Problems problems) {
        if (malformed.getCause() instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
            Mark mark = yaml.getProblemMark();
            String context = yaml.getContext() == null ? "" : ", " + yaml.getContext() + begun(yaml.getContextMark());
            return problems.report(
                    new Place(mark.getLine() + 1, mark.getColumn() + 1),
                    "",
                    "the text is not YAML: " + yaml.getProblem() + context);
        }
        String message = String.valueOf(malformed.getOriginalMessage())
                .lines()
                .findFirst()
                .orElse("");
        return problems.report(
                place(malformed.getLocation()), "", "the text is not JSON: " + message.replaceFirst(": enable .*", ""));
    }

    private static String begun(@Nullable Mark context) {
        return context == null ? "" : " that begins in line " + (context.getLine() + 1);
    }

    static Place place(JsonLocation location) {
        return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
