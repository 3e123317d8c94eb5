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

/**
 * Parses YAML or JSON. A text that opens with an object whose first name is in double quotes is JSON, any other is YAML.
 *
 * <p>Hostile texts are refused by size and depth. Anchors, aliases and tags are refused as well: a published price
 * should be readable where it stands, and without them a text cannot grow while it is read.
 */
public final class SourceText {

    public static final int MAX_CHARACTERS = 2_000_000;
    public static final int MAX_DEPTH = 50;

    private static final Pattern JSON = Pattern.compile("\\s*\\{\\s*[\"}].*", Pattern.DOTALL);

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
        try (JsonParser parser = open(content)) {
            return new TreeReader(parser, problems).readAll();
        } catch (JsonProcessingException malformed) {
            return problems.report(place(malformed.getLocation()), "", described(malformed));
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading a string cannot fail", impossible);
        }
    }

    private static JsonParser open(String content) throws IOException {
        return JSON.matcher(content).matches()
                ? JSON_FACTORY.createParser(content)
                : YAML_FACTORY.createParser(content);
    }

    static Place place(JsonLocation location) {
        return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    /** The parser's own words without the excerpt it adds, which would repeat the text over several lines. */
    private static String described(JsonProcessingException malformed) {
        String message = String.valueOf(malformed.getOriginalMessage());
        String firstLine = message.lines().findFirst().orElse("").strip();
        return "the text is neither YAML nor JSON: " + firstLine;
    }
}
