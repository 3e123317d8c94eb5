package dev.countinghouse.billing.ports.pricebook;

import dev.countinghouse.billing.domain.cost.ModelPrices;
import dev.countinghouse.billing.domain.cost.PriceCondition;
import dev.countinghouse.billing.domain.cost.PriceTerm;
import dev.countinghouse.billing.domain.cost.ProviderCost;
import dev.countinghouse.billing.domain.cost.TieredRate;
import dev.countinghouse.billing.domain.cost.UsageKind;
import dev.countinghouse.billing.domain.money.Rate;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a model's prices: one set that always holds, or a list of sets with conditions. */
final class PriceCodec {

    private static final String DATE = "a date such as 2026-03-13";
    private static final String TIME = "a time of day with its offset, such as 16:30:00Z";

    private PriceCodec() {}

    static List<PriceTerm> read(JsonAt json) {
        if (!json.node().isArray()) {
            return List.of(PriceTerm.always(prices(json)));
        }
        return json.someElements("a list of conditional prices").stream()
                .map(PriceCodec::term)
                .toList();
    }

    private static PriceTerm term(JsonAt json) {
        json.only(Set.of("constraint", "prices"));
        PriceCondition condition =
                json.optional("constraint").map(PriceCodec::condition).orElseGet(PriceCondition.Always::new);
        return new PriceTerm(condition, prices(json.required("prices", "the prices under this condition")));
    }

    private static PriceCondition condition(JsonAt json) {
        if (json.optional("start_date").isPresent()) {
            json.only(Set.of("start_date"));
            return new PriceCondition.FromDate(json.required("start_date", DATE).time(LocalDate::parse, DATE));
        }
        json.only(Set.of("start_time", "end_time"));
        LocalTime start = utcTime(json.required("start_time", TIME + ", or a start_date"));
        LocalTime end = utcTime(json.required("end_time", TIME));
        return json.checked(() -> new PriceCondition.Daily(start, end));
    }

    private static LocalTime utcTime(JsonAt json) {
        return json.time(OffsetTime::parse, TIME)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toLocalTime();
    }

    private static ModelPrices prices(JsonAt json) {
        Map<UsageKind, TieredRate> rates = new EnumMap<>(UsageKind.class);
        for (JsonAt price : json.fields("an object with prices by kind of usage")) {
            UsageKind kind = UsageKind.ofPriceName(price.name())
                    .orElseThrow(() -> new WrongJsonException(
                            price.path(),
                            "is not a kind of price, expected for example input_mtok or cache_read_mtok"));
            rates.put(kind, tieredRate(price, kind));
        }
        return json.checked(() -> new ModelPrices(rates));
    }

    private static TieredRate tieredRate(JsonAt json, UsageKind kind) {
        if (!json.node().isObject()) {
            Rate rate = rate(json, kind);
            return json.checked(() -> TieredRate.flat(rate));
        }
        json.only(Set.of("base", "tiers"));
        Rate base = rate(json.required("base", "the price below the first tier"), kind);
        List<TieredRate.Tier> tiers = json.required("tiers", "a list of tiers").elements("a list of tiers").stream()
                .map(tier -> tier(tier, kind))
                .toList();
        return json.checked(() -> new TieredRate(base, tiers));
    }

    private static TieredRate.Tier tier(JsonAt json, UsageKind kind) {
        json.only(Set.of("start", "price"));
        long start = json.required("start", "the input tokens above which the tier applies")
                .count(Long.MAX_VALUE, "a whole number of input tokens");
        Rate rate = rate(json.required("price", "the price in this tier"), kind);
        return json.checked(() -> new TieredRate.Tier(start, rate));
    }

    private static Rate rate(JsonAt json, UsageKind kind) {
        long lot = kind.unit().lot();
        String digits = json.number("a number, the price in USD per " + lot + " " + kind.countName())
                .toString();
        return json.checked(() -> Rate.of(digits, ProviderCost.USD, lot));
    }
}
