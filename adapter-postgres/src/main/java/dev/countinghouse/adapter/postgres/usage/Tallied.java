package dev.countinghouse.adapter.postgres.usage;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;

/** Some events added up: what a rollup row holds. Two of them added up are those of all their events. */
record Tallied(long events, Fraction total, Fraction least, Fraction greatest, Instant first, Instant last) {

    static Tallied of(Fraction value, Instant time) {
        return new Tallied(1, value, value, value, time, time);
    }

    Tallied plus(Tallied other) {
        return new Tallied(
                events + other.events,
                total.plus(other.total),
                least.min(other.least),
                greatest.max(other.greatest),
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last);
    }

    /** Whether all of it happened in the window. */
    boolean isWithin(Period window) {
        return window.contains(first) && window.contains(last);
    }
}
