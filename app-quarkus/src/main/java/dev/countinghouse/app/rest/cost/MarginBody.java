package dev.countinghouse.app.rest.cost;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.Filters;
import dev.countinghouse.app.rest.body.MoneyBody;
import dev.countinghouse.billing.domain.cost.ExchangeRate;
import dev.countinghouse.billing.domain.cost.Margin;
import dev.countinghouse.billing.domain.metering.Group;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "AccountMargin", description = "Revenue and provider cost side by side, by group")
public record MarginBody(Instant asOf, List<String> groupBy, List<GroupMargin> groups) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "GroupMargin")
    public record GroupMargin(
            @Schema(description = "Value by dimension; \"\" where usage does not carry one") Map<String, String> group,
            MoneyBody revenue,
            @Schema(description = "In the currency of the revenue") MoneyBody cost,
            @Schema(description = "As the providers charge it, in USD") MoneyBody providerCost,
            @Schema(description = "Revenue less cost") MoneyBody gross,
            @Schema(description = "Of the revenue; absent without revenue", examples = "62.5") @Nullable String percent,
            @Schema(description = "What the cost was converted at; absent where the account is billed in USD") @Nullable
                    Exchange exchange) {}

    @Schema(name = "ExchangeRate", description = "What one unit of `from` is worth in `to`, from a date on")
    public record Exchange(String from, String to, String since, String rate) {

        static Exchange of(ExchangeRate rate) {
            return new Exchange(
                    rate.from().getCurrencyCode(),
                    rate.to().getCurrencyCode(),
                    rate.since().toString(),
                    Decimals.text(rate.rate()));
        }
    }

    static MarginBody of(Instant asOf, List<String> groupBy, SortedMap<Group, Margin> margins) {
        return new MarginBody(
                asOf,
                groupBy,
                margins.entrySet().stream()
                        .map(entry -> group(Filters.named(groupBy, entry.getKey()), entry.getValue()))
                        .toList());
    }

    static GroupMargin group(Map<String, String> group, Margin margin) {
        return new GroupMargin(
                group,
                MoneyBody.of(margin.revenue()),
                MoneyBody.of(margin.cost()),
                MoneyBody.of(margin.providerCost()),
                MoneyBody.of(margin.gross()),
                margin.percent().map(Decimals::text).orElse(null),
                margin.exchange().map(Exchange::of).orElse(null));
    }
}
