package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Interval;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.rating.RatedLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What an account used. */
public interface ReadUsage {

    /** Quantities of a meter by window and group; a time-weighted meter answers the average level of each window. */
    List<Window> read(Query query);

    /** What the usage of the current billing period costs so far, at an instant in it. */
    List<RatedLine> live(AccountId account, Instant asOf);

    /** @param every cuts the period into windows on the account's calendar; empty for one window */
    record Query(
            AccountId account,
            MeterKey meter,
            Filter filter,
            List<String> groupBy,
            Period period,
            Optional<Interval> every) {

        public Query {
            groupBy = List.copyOf(groupBy);
        }
    }

    record Window(Period period, SortedMap<Group, Fraction> quantities) {}
}
