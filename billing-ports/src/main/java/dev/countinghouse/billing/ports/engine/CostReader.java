package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.cost.CostSum;
import dev.countinghouse.billing.domain.cost.ProviderCost;
import dev.countinghouse.billing.domain.metering.Aggregation;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.metering.Usage;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driving.ReadCost;
import dev.countinghouse.billing.ports.driving.RecordProviderResponses;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums the costs that stand in the events of recorded provider responses. */
final class CostReader implements ReadCost {

    /** Counts every response that has a price. */
    static final Meter INPUT = meter("input");

    private static final Meter OUTPUT = meter("output");
    private static final Meter OTHER = meter("other");

    private final Books books;

    CostReader(Books books) {
        this.books = books;
    }

    /** Costs are usage like any other, metered from what the response recorder wrote into the event. */
    private static Meter meter(String part) {
        return new Meter(
                new MeterKey("cost." + part),
                "Provider cost, " + part,
                "USD",
                RecordProviderResponses.EVENT_TYPE,
                Aggregation.SUM,
                ResponseEvent.cost(part),
                "",
                Filter.where(ResponseEvent.COST_STATUS, ResponseEvent.PRICED),
                List.of());
    }

    @Override
    public SortedMap<Group, CostSum> cost(AccountId account, Period period, List<String> dimensions) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            Lookups.account(books, account);
            return sums(books.usage().usageOf(account), Filter.ALL, period, dimensions);
        });
    }

    static SortedMap<Group, CostSum> sums(Usage usage, Filter filter, Period period, List<String> dimensions) {
        Map<Group, Fraction> input = usage.quantities(INPUT, filter, dimensions, period);
        Map<Group, Fraction> output = usage.quantities(OUTPUT, filter, dimensions, period);
        Map<Group, Fraction> other = usage.quantities(OTHER, filter, dimensions, period);
        // every priced response carries all three parts, so the groups are the same
        SortedMap<Group, CostSum> sums = new TreeMap<>();
        input.keySet()
                .forEach(group ->
                        sums.put(group, new CostSum(usd(input, group), usd(output, group), usd(other, group))));
        return sums;
    }

    private static Amount usd(Map<Group, Fraction> costs, Group group) {
        return new Amount(costs.getOrDefault(group, Fraction.ZERO), ProviderCost.USD);
    }
}
