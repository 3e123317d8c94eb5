package dev.countinghouse.billing.domain.notice;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something of the provider's has changed. What is not believed, only asked about; the rest is kept for whoever has to find
 * out what happened.
 *
 * @param type in the provider's words, such as {@code payment.succeeded}
 * @param about empty if it is about nothing that anybody here asks for
 * @param madeAt by the provider's clock, to the microsecond
 * @param apiVersion which version of his interface the body is of, if he has versions
 * @param body as it was signed, which has personal data of customers
 */
public record Notice(
        NoticeId id,
        String type,
        Optional<NoticeSubject> about,
        Instant madeAt,
        Optional<String> apiVersion,
        String body) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    public Notice {
        if (!FORM.matcher(type).matches()) {
            throw new IllegalArgumentException(
                    "the type of notice " + id + " is '" + type + "', it must have 1 to 255 visible ASCII characters");
        }
        if (body.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the body of notice " + id + " has a NUL, which no text has");
        }
        madeAt = madeAt.truncatedTo(ChronoUnit.MICROS);
    }
}
