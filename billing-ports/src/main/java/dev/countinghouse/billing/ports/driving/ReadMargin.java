package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.cost.Margin;
import dev.countinghouse.billing.domain.metering.Group;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Revenue and provider cost side by side. */
public interface ReadMargin {

    /**
     * The margin of the billing period that contains {@code asOf} or ends there, up to then, per combination of
     * dimensions; as of its end, a closed period is answered in full. Revenue is the charged usage and the fees for the
     * period; usage goes to the groups that caused it, fees in proportion to that.
     *
     * <p>Empty if the account has no billing period then, or is billed in a currency with no exchange rate to USD.
     */
    Optional<SortedMap<Group, Margin>> margin(AccountId account, Instant asOf, List<String> dimensions);
}
