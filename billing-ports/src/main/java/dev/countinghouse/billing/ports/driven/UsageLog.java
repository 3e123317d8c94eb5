package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.Usage;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.period.Period;
import java.util.List;
import java.util.Optional;

/** Every usage event, once. */
public interface UsageLog {

    /**
     * Claims the keys of these events and stores the events, both or neither: a claim without its event would make every
     * retry look like a duplicate. Answers in the order of the events; a key that occurs twice among them is stored once.
     * What is new is noted in {@link InvoicedUsage}.
     *
     * @throws IllegalArgumentException if one of them can never be kept: none is
     */
    List<AppendOutcome> append(List<UsageEvent> events);

    /** The usage of one account, as far as it is stored when it is asked. */
    Usage usageOf(AccountId account);

    /** Matching events of the window in their order, {@code limit} of them, from the one behind {@code after}. */
    EventPage events(
            AccountId account, Meter meter, Filter filter, Period window, Optional<UsageEvent> after, int limit);
}
