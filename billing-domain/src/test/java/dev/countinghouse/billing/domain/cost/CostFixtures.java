package dev.countinghouse.billing.domain.cost;

import dev.countinghouse.billing.domain.money.Rate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A small price book to test the rules with; the numbers are made up. */
final class CostFixtures {

    static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private CostFixtures() {}

    static Rate usd(String price, UsageKind kind) {
        return Rate.of(price, ProviderCost.USD, kind.unit().lot());
    }

    /** Prices from texts such as {@code input_mtok 3}. */
    static ModelPrices prices(String... prices) {
        Map<UsageKind, TieredRate> rates = new EnumMap<>(UsageKind.class);
        for (String price : prices) {
            String[] words = price.split(" ", -1);
            UsageKind kind = UsageKind.ofPriceName(words[0]).orElseThrow();
            rates.put(kind, TieredRate.flat(usd(words[1], kind)));
        }
        return new ModelPrices(rates);
    }

    /** Counts from texts such as {@code input_tokens 100}. */
    static TokenUsage usage(String... counts) {
        Map<UsageKind, Long> byKind = new EnumMap<>(UsageKind.class);
        for (String count : counts) {
            String[] words = count.split(" ", -1);
            byKind.put(UsageKind.ofCountName(words[0]).orElseThrow(), Long.valueOf(words[1]));
        }
        return TokenUsage.reported(byKind);
    }

    static ProviderModel model(String id, ModelPrices prices) {
        return new ProviderModel(id, id, new MatchClause.StartsWith(id), List.of(PriceTerm.always(prices)));
    }

    static Provider provider(String id, List<String> fallbacks, ProviderModel... models) {
        MatchClause named = new MatchClause.Contains(id);
        return new Provider(id, id, named, new MatchClause.StartsWith(id + "-"), fallbacks, List.of(models));
    }

    static PriceBook book(Provider... providers) {
        return new PriceBook(LocalDate.of(2026, 5, 31), "made up", List.of(providers));
    }

    static CostOutcome outcome(ModelPrices prices, TokenUsage usage) {
        return book(provider("acme", List.of(), model("acme-1", prices)))
                .cost(ModelRef.of("acme", "acme-1"), usage, NOON);
    }

    static ProviderCost cost(ModelPrices prices, TokenUsage usage) {
        return ((CostOutcome.Priced) outcome(prices, usage)).cost();
    }
}
