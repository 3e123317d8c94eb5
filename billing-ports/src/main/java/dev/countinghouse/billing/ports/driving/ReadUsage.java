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

    /** @param every cuts the period into windows; empty for one window */
    record Query(
            AccountId account,
            MeterKey meter,
            Filter filter,
            List<String> groupBy,
            Period period,
            Optional<Every> every) {

        public Query {
            groupBy = List.copyOf(groupBy);
        }
    }

    /** How a period is cut into windows, by the account's clock and calendar. */
    sealed interface Every {

        record Hour() implements Every {}

        record Calendar(Interval interval) implements Every {}

        /** Reads {@code hour} or an {@link Interval} such as {@code day} or {@code 3 months}. */
        static Every parse(String text) {
            return text.equals("hour") ? new Hour() : new Calendar(Interval.parse(text));
        }
    }

    record Window(Period period, SortedMap<Group, Fraction> quantities) {}
}
