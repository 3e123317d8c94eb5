package dev.countinghouse.app.rest.cost;

import dev.countinghouse.app.rest.body.CostBody;
import dev.countinghouse.app.rest.body.Filters;
import dev.countinghouse.billing.domain.cost.CostSum;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "AccountCost", description = "What the recorded responses of an account cost us, by group")
public record AccountCostBody(Instant from, Instant to, List<String> groupBy, List<GroupCost> groups) {

    @Schema(name = "GroupCost")
    public record GroupCost(
            @Schema(description = "Value by dimension; \"\" where a response does not carry one")
                    Map<String, String> group,
            CostBody cost) {}

    static AccountCostBody of(Period period, List<String> groupBy, SortedMap<Group, CostSum> sums) {
        return new AccountCostBody(
                period.start(),
                period.end(),
                groupBy,
                sums.entrySet().stream()
                        .map(entry ->
                                new GroupCost(Filters.named(groupBy, entry.getKey()), CostBody.of(entry.getValue())))
                        .toList());
    }
}
