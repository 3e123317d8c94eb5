package dev.countinghouse.app.rest.project;

import dev.countinghouse.app.rest.problem.ProblemException;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Versions as HTTP compares them. */
final class EntityTag {

    private static final Pattern TAG = Pattern.compile("\"[\\x21\\x23-\\x7e]*\"");

    private EntityTag() {}

    static String of(long version) {
        return "\"" + version + "\"";
    }

    /** Whether a version is one that {@code If-Match} lists; any is where there is no such header. */
    static LongPredicate matcher(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return version -> true;
        }
        Set<String> tags = Stream.of(ifMatch.split(",")).map(String::strip).collect(Collectors.toSet());
        if (!tags.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
            throw ProblemException.invalid(
                    "If-Match", "is '" + ifMatch + "', it must be the ETag of an earlier answer, such as \"1\"");
        }
        return version -> tags.contains(of(version));
    }
}
