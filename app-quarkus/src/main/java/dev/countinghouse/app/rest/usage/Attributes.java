package dev.countinghouse.app.rest.usage;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.access.ProjectId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Value;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What usage will carry, each a name and a text, as it came in a body or headers. */
public final class Attributes {

    private static final String PROJECT = "project";

    private static final int MOST = 20;
    private static final int LONGEST = 255;

    private Attributes() {}

    /** With the project that the caller's key stands for. @param field that they came in */
    public static SortedMap<String, String> read(
            String field, @Nullable Map<String, @Nullable String> sent, Caller caller) {
        SortedMap<String, String> attributes = new TreeMap<>();
        if (sent != null) {
            if (sent.size() > MOST) {
                throw ProblemException.invalid(field, "has " + sent.size() + " entries, it must have at most " + MOST);
            }
            sent.forEach((name, value) -> attributes.put(checked(field, name), value(field + "." + name, value)));
        }
        caller.project().ifPresent(project -> {
            String named = attributes.put(PROJECT, project.value());
            if (named != null && !named.equals(project.value())) {
                throw mismatch(field, named, project);
            }
        });
        return attributes;
    }

    /** Data of an event, with the project that the caller's key stands for. @param field that it came in */
    public static EventData of(String field, EventData data, Caller caller) {
        return caller.project()
                .map(project -> {
                    String named = data.text(PROJECT);
                    if (!named.isEmpty() && !named.equals(project.value())) {
                        throw mismatch(field, named, project);
                    }
                    return with(data, PROJECT, project.value());
                })
                .orElse(data);
    }

    /** The same data with another value. */
    public static EventData with(EventData data, String name, String text) {
        SortedMap<String, Value> values = new TreeMap<>(data.values());
        values.put(name, new Value.Text(text));
        return new EventData(values);
    }

    private static ProblemException mismatch(String field, String named, ProjectId project) {
        return ProblemException.invalid(
                field + "." + PROJECT,
                "is '" + named + "', this key is for project '" + project + "': leave it out or send that");
    }

    private static String value(String field, @Nullable String value) {
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
