package dev.countinghouse.billing.domain.alert;

import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.money.Fraction;
import java.time.Instant;
import java.util.regex.Pattern;

/** One of its account, made of what an alert is raised once for: whoever raises it again raises the same. */
public record AlertId(String value) implements Comparable<AlertId> {

    private static final Pattern FORM = Pattern.compile("alert_[0-9a-f]{32}");
    private static final int DIGITS = 32;

    public AlertId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("alert '" + value + "' must be alert_ and 32 hex digits");
        }
    }

    /** @param period the start of the billing period */
    public static AlertId of(AlertSubject subject, Instant period, Fraction threshold) {
        // none of them can contain a line break
        String about = String.join("\n", subject.kind(), subject.key(), period.toString(), threshold.toString());
        return new AlertId("alert_" + SecretHash.of(about).hex().substring(0, DIGITS));
    }

    @Override
    public int compareTo(AlertId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
