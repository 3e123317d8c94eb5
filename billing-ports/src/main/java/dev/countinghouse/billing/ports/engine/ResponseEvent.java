package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.cost.CostOutcome;
import dev.countinghouse.billing.domain.cost.CostStep;
import dev.countinghouse.billing.domain.cost.CostSum;
import dev.countinghouse.billing.domain.cost.ModelRef;
import dev.countinghouse.billing.domain.cost.PriceBook;
import dev.countinghouse.billing.domain.cost.ProviderCost;
import dev.countinghouse.billing.domain.cost.TokenUsage;
import dev.countinghouse.billing.domain.cost.UsageKind;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.UsageEvent;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an event of a provider response carries: the caller's dimensions, {@code provider} and {@code model}, a count per
 * kind of usage under {@code usage}, and the cost. Meters and cost reports read it by these names.
 */
final class ResponseEvent {

    static final String USAGE = "usage.";
    static final String COST_STATUS = "cost.status";
    private static final String COST = "cost.";
    static final String PRICED = "priced";

    /** Prices per million and per thousand terminate; one per hour may not, and then this many decimals are kept. */
    private static final int COST_DECIMALS = 30;

    private ResponseEvent() {}

    static String cost(String part) {
        return COST + part;
    }

    static EventData data(
            String provider, String model, TokenUsage usage, CostOutcome cost, SortedMap<String, String> dimensions) {
        SortedMap<String, Value> values = new TreeMap<>();
        dimensions.forEach((name, value) -> values.put(name, new Value.Text(value)));
        values.put("provider", new Value.Text(provider));
        values.put("model", new Value.Text(model));
        usage.counts()
                .forEach((kind, count) ->
                        values.put(USAGE + kind.countName(), new Value.Numeric(BigDecimal.valueOf(count))));
        values.put(USAGE + "estimated", new Value.Flag(usage.estimated()));
        values.put(COST_STATUS, new Value.Text(status(cost)));
        if (cost instanceof CostOutcome.Priced priced) {
            putCost(values, priced.cost());
        }
        return new EventData(values);
    }

    /** The same usage with its cost at the prices of an instant; as it is where it cannot be read. */
    static EventData priced(EventData data, PriceBook book, Instant at) {
        try {
            ModelRef model = new ModelRef(data.text("provider"), data.text("model"));
            CostOutcome cost = book.cost(model, usage(data), at);
            SortedMap<String, Value> values = new TreeMap<>(data.values());
            values.keySet().removeIf(name -> name.startsWith(COST));
            values.put(COST_STATUS, new Value.Text(status(cost)));
            if (cost instanceof CostOutcome.Priced priced) {
                putCost(values, priced.cost());
            }
            return new EventData(values);
        } catch (IllegalArgumentException | ArithmeticException madeUp) {
            return data;
        }
    }

    /** Names that the event itself uses and a dimension may not take. */
    static boolean isReserved(String dimension) {
        return dimension.equals("provider") || dimension.equals("model") || isCounted(dimension);
    }

    /** Whether it tells what a response has used or costs, and not whose it is. */
    static boolean isCounted(String path) {
        return path.startsWith(USAGE) || path.startsWith(COST);
    }

    private static void putCost(SortedMap<String, Value> values, ProviderCost cost) {
        values.put(cost("currency"), new Value.Text(cost.currency().getCurrencyCode()));
        values.put(cost("input"), number(cost.input()));
        values.put(cost("output"), number(cost.output()));
        values.put(cost("other"), number(cost.other()));
    }

    /** What was recorded as the cost of a response that has a price. */
    static CostSum recordedCost(EventData data) {
        return new CostSum(recorded(data, "input"), recorded(data, "output"), recorded(data, "other"));
    }

    private static Amount recorded(EventData data, String part) {
        return new Amount(data.number(cost(part)).orElse(Fraction.ZERO), ProviderCost.USD);
    }

    /** The steps of a response's cost; none if the price book does not come to what was recorded, as it did then. */
    static List<CostStep> stepsOf(UsageEvent event, PriceBook book) {
        EventData data = event.data();
        try {
            ModelRef model = new ModelRef(data.text("provider"), data.text("model"));
            CostOutcome outcome = book.cost(model, usage(data), event.time());
            return outcome instanceof CostOutcome.Priced priced && isRecorded(priced.cost(), data)
                    ? priced.cost().steps()
                    : List.of();
        } catch (IllegalArgumentException | ArithmeticException madeUp) {
            // an event of this type may also be recorded by hand, with anything in it
            return List.of();
        }
    }

    private static boolean isRecorded(ProviderCost cost, EventData data) {
        SortedMap<String, Value> values = new TreeMap<>();
        putCost(values, cost);
        return values.entrySet().stream()
                .allMatch(each -> each.getValue().equals(data.values().get(each.getKey())));
    }

    private static TokenUsage usage(EventData data) {
        Map<UsageKind, Long> counts = new EnumMap<>(UsageKind.class);
        data.values().forEach((path, value) -> {
            if (path.startsWith(USAGE) && value instanceof Value.Numeric count) {
                UsageKind.ofCountName(path.substring(USAGE.length()))
                        .ifPresent(kind -> counts.put(kind, count.number().longValueExact()));
            }
        });
        return TokenUsage.reported(counts);
    }

    private static Value number(Amount amount) {
        String exact = amount.value().toString();
        return new Value.Numeric(
                exact.contains("/")
                        ? amount.value().round(COST_DECIMALS, RoundingMode.HALF_UP)
                        : new BigDecimal(exact));
    }

    private static String status(CostOutcome cost) {
        return cost.fold(
                priced -> PRICED,
                unknown -> "unknown_model",
                unknown -> "unknown_provider",
                contradictory -> "contradictory_usage");
    }
}
