package dev.countinghouse.app.rest.body;

import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.period.Period;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as the API reads them: RFC 3339, with seconds and an offset. */
public final class Times {

    public static final String EXPECTED = "it must be an RFC 3339 time such as 2026-01-31T10:00:00Z";

    private static final Pattern FORM =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

    private Times() {}

    /** Empty for a text that is no time. */
    public static Optional<Instant> read(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant());
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /** @throws ProblemException naming the field */
    public static Instant parse(String field, String text) {
        return read(text).orElseThrow(() -> ProblemException.invalid(field, "is '" + text + "', " + EXPECTED));
    }

    /** @throws ProblemException naming {@code from} or {@code to} */
    public static Period period(String from, String to) {
        Instant start = parse("from", from);
        Instant end = parse("to", to);
        if (!start.isBefore(end)) {
            throw ProblemException.invalid("to", "is '" + to + "', it must be after from, which is '" + from + "'");
        }
        return new Period(start, end);
    }
}
