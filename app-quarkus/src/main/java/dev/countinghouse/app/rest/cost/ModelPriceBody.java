package dev.countinghouse.app.rest.cost;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.billing.domain.cost.PriceCondition;
import dev.countinghouse.billing.domain.cost.PriceTerm;
import dev.countinghouse.billing.domain.cost.Provider;
import dev.countinghouse.billing.domain.cost.ProviderModel;
import dev.countinghouse.billing.domain.cost.TieredRate;
import dev.countinghouse.billing.domain.cost.UsageKind;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Rate;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "ModelPrice", description = "A model as one provider sells it")
public record ModelPriceBody(
        @Schema(examples = "openai") String provider,
        @Schema(examples = "OpenAI") String providerName,
        @Schema(examples = "gpt-4o") String model,
        @Schema(examples = "gpt 4o") String name,
        @Schema(description = "The last one that holds at a time counts, else the first") List<Term> terms) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PriceTerm", description = "Prices and when they hold; always, without a condition. UTC")
    public record Term(
            @Schema(description = "From this day on", examples = "2026-01-01") @Nullable String from,
            @Schema(description = "Every day from this time of day", examples = "16:30") @Nullable String dailyFrom,
            @Schema(description = "Every day until this time of day", examples = "00:30") @Nullable String dailyTo,
            List<Price> prices) {}

    @Schema(name = "KindPrice", description = "What a kind of usage costs")
    public record Price(
            @Schema(examples = "input_tokens") String kind,
            @Schema(description = "What is counted", examples = "tokens") String unit,
            @Schema(description = "Decimal number for `per` units, in USD", examples = "2.5") String price,
            @Schema(examples = "1000000") long per,
            @Schema(description = "Of requests with more input tokens than a bound, for all they used")
                    List<Tier> above) {}

    @Schema(name = "PriceTier")
    public record Tier(@Schema(description = "More input tokens than this") long inputTokens, String price, long per) {}

    static ModelPriceBody of(Provider provider, ProviderModel model) {
        return new ModelPriceBody(
                provider.id(),
                provider.name(),
                model.id(),
                model.name(),
                model.terms().stream().map(ModelPriceBody::term).toList());
    }

    private static Term term(PriceTerm term) {
        List<Price> prices = term.prices().rates().entrySet().stream()
                .map(entry -> price(entry.getKey(), entry.getValue()))
                .toList();
        if (term.condition() instanceof PriceCondition.FromDate from) {
            return new Term(from.date().toString(), null, null, prices);
        }
        return term.condition() instanceof PriceCondition.Daily daily
                ? new Term(null, daily.start().toString(), daily.end().toString(), prices)
                : new Term(null, null, null, prices);
    }

    private static Price price(UsageKind kind, TieredRate rate) {
        return new Price(
                kind.countName(),
                kind.unit().name().toLowerCase(Locale.ROOT),
                text(rate.base()),
                rate.base().per(),
                rate.tiers().stream()
                        .map(tier -> new Tier(
                                tier.above(), text(tier.rate()), tier.rate().per()))
                        .toList());
    }

    private static String text(Rate rate) {
        return Decimals.text(Fraction.of(rate.price()));
    }
}
