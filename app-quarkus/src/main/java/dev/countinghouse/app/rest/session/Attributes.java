package dev.countinghouse.app.rest.session;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.rest.problem.ProblemException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a session's usage carries, as it came. */
final class Attributes {

    static final String USER = "user";
    private static final String PROJECT = "project";

    private static final int MOST = 20;
    private static final int LONGEST = 255;

    private Attributes() {}

    /** With the project that the caller's key stands for. */
    static SortedMap<String, String> read(@Nullable Map<String, @Nullable String> sent, Caller caller) {
        SortedMap<String, String> attributes = new TreeMap<>();
        if (sent != null) {
            if (sent.size() > MOST) {
                throw ProblemException.invalid(
                        "attributes", "has " + sent.size() + " entries, it must have at most " + MOST);
            }
            sent.forEach((name, value) -> attributes.put(checked("attributes", name), value(name, value)));
        }
        caller.project().ifPresent(project -> {
            String named = attributes.put(PROJECT, project.value());
            if (named != null && !named.equals(project.value())) {
                throw ProblemException.invalid(
                        "attributes." + PROJECT,
                        "is '" + named + "', this key is for project '" + project + "': leave it out or send that");
            }
        });
        return attributes;
    }

    private static String value(String name, @Nullable String value) {
        String field = "attributes." + name;
        if (value == null) {
            throw ProblemException.invalid(field, "is null, it must be a text");
        }
        return checked(field, value);
    }

    private static String checked(String field, String text) {
        if (text.isBlank() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid(
                    field,
                    "has '" + text.substring(0, Math.min(LONGEST, text.length())) + "', it must have 1 to " + LONGEST
                            + " characters, none of them a control character");
        }
        return text;
    }
}
