package dev.countinghouse.app.rest.gateway;

import dev.countinghouse.app.rest.problem.ProblemException;
import java.util.regex.Pattern;

/**
 * The path of a call that a gateway asks about, as the client wrote it. One that steps elsewhere may come to what the gateway's
 * configuration counts for something else, or behind a prefix out of it.
 */
final class CheckedPath {

    private static final int SHOWN = 100;

    /** A segment of one or two dots, in all forms that one backend or another takes for it. */
    private static final Pattern STEP =
            Pattern.compile("(^|[/\\\\]|%2f|%5c)(\\.|%2e){1,2}($|[/\\\\;]|%2f|%5c|%3b)", Pattern.CASE_INSENSITIVE);

    private CheckedPath() {}

    /** @throws ProblemException 400 for a path with a step in it; what comes behind a question mark is no path */
    static void requireNoSteps(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (STEP.matcher(path).find()) {
            String shown = path.length() > SHOWN ? path.substring(0, SHOWN) + "…" : path;
            throw ProblemException.invalid(
                    "path", "is '" + shown + "', no segment of it may be '.' or '..', encoded or not");
        }
    }
}
