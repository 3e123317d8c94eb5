package dev.countinghouse.billing.domain.report;

import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.AccountId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What the provider tells reports apart by. It is made of what a report says and when that was decided, so that a database
 * that began anew does not tell something else under an identifier that he remembers.
 */
public record ReportId(String value) {

    private static final Pattern FORM = Pattern.compile("chr_[0-9a-f]{64}");

    public ReportId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("report id '" + value + "' must be chr_ and 64 hex digits");
        }
    }

    static ReportId of(
            AccountId account, String meter, long sequence, BigInteger difference, Instant at, Instant madeAt) {
        // none of the first two can contain a line break
        String about = String.join(
                "\n",
                account.value(),
                meter,
                Long.toString(sequence),
                difference.toString(),
                at.toString(),
                madeAt.toString());
        return new ReportId("chr_" + SecretHash.of(about).hex());
    }

    @Override
    public String toString() {
        return value;
    }
}
