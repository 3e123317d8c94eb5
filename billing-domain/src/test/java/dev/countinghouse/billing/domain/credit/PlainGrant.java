package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.SpendPurpose;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A grant of a {@link PlainLedger}: its terms, and three numbers that change. */
final class PlainGrant {

    record Terms(
            String id,
            String unit,
            int priority,
            @Nullable Instant begins,
            @Nullable Instant expires,
            @Nullable String meter) {}

    final Terms terms;
    final long created;
    BigDecimal granted;
    BigDecimal left;
    BigDecimal repaid = BigDecimal.ZERO;
    boolean closed;

    PlainGrant(Terms terms, long created, BigDecimal amount) {
        this.terms = terms;
        this.created = created;
        this.granted = amount;
        this.left = amount;
    }

    Instant end() {
        Instant expires = terms.expires();
        return expires == null ? Instant.MAX : expires;
    }

    boolean pays(SpendPurpose purpose, Instant at) {
        Instant begins = terms.begins();
        String meter = terms.meter();
        boolean fits = meter == null
                || purpose.meter().map(MeterKey::value).filter(meter::equals).isPresent();
        return !closed && fits && (begins == null || !at.isBefore(begins)) && at.isBefore(end());
    }
}
