package dev.countinghouse.app.rest.body;

import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.ports.driven.StaleVersionException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Revisions as entity tags. A proxy that compresses may mark them as weak, which takes nothing from what they say. */
public final class Revision {

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([0-9]{1,18})\"");

    private Revision() {}

    public static String tag(long revision) {
        return "\"" + revision + "\"";
    }

    /** The revision that {@code If-Match} asks for; empty if it asks for none in particular. */
    public static OptionalLong asked(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return OptionalLong.empty();
        }
        Matcher tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw ProblemException.invalid(
                    "If-Match", "is '" + ifMatch + "', it must be the ETag of an earlier answer, such as \"3\"");
        }
        return OptionalLong.of(Long.parseLong(tag.group(1)));
    }

    /**
     * Does what depends on a revision.
     *
     * @throws ProblemException 412 if it was asked for and is not the current one; without, who comes late is told 409
     */
    public static <T> T onto(OptionalLong asked, Supplier<T> work) {
        try {
            return work.get();
        } catch (StaleVersionException stale) {
            if (asked.isEmpty()) {
                throw stale;
            }
            throw outdated(String.valueOf(stale.getMessage()));
        }
    }

    public static ProblemException outdated(String detail) {
        return ProblemException.of(Kind.PRECONDITION_FAILED, detail + ": read it again");
    }

    /** Whether {@code If-None-Match} says that the caller has this revision. */
    public static boolean isKnown(@Nullable String ifNoneMatch, long revision) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(String::strip)
                        .anyMatch(tag ->
                                tag.equals("*") || tag.equals(tag(revision)) || tag.equals("W/" + tag(revision)));
    }
}
