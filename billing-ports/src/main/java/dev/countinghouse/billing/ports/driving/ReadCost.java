package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.cost.CostSum;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.period.Period;
import java.util.List;
import java.util.SortedMap;

/** What the recorded provider responses of an account cost us, in USD as the providers charge. */
public interface ReadCost {

    /** @param dimensions for example {@code project} or {@code model}; none for one sum */
    SortedMap<Group, CostSum> cost(AccountId account, Period period, List<String> dimensions);
}
