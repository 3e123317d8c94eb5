package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.plan.Coupon.Discount;
import dev.countinghouse.billing.domain.provider.PriceScheme;
import dev.countinghouse.billing.domain.provider.PriceScheme.EachPackage;
import dev.countinghouse.billing.domain.provider.PriceScheme.EachUnit;
import dev.countinghouse.billing.domain.provider.PriceScheme.Fee;
import dev.countinghouse.billing.domain.provider.PriceScheme.Tier;
import dev.countinghouse.billing.domain.provider.PriceScheme.Tiered;
import dev.countinghouse.billing.domain.provider.ProviderCoupon;
import dev.countinghouse.billing.domain.provider.ProviderPrice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What prices and coupons come to, as it stands in the book. */
final class PriceText {

    private PriceText() {}

    static String write(ProviderPrice price) {
        ObjectNode page = JsonNodeFactory.instance
                .objectNode()
                .put("product", price.product())
                .put("currency", price.currency().getCurrencyCode())
                .put("every", price.interval().toString());
        price.meter().ifPresent(meter -> page.put("meter", meter.name()));
        write(page.putObject("scheme"), price.scheme());
        return page.toString();
    }

    private static void write(ObjectNode page, PriceScheme scheme) {
        if (scheme instanceof Fee fee) {
            page.put("fee", fee.amount().minorUnits());
        } else if (scheme instanceof EachUnit each) {
            page.put("each", each.price().toPlainString());
        } else if (scheme instanceof EachPackage packages) {
            page.put("package", packages.price().minorUnits())
                    .put("size", packages.size())
                    .put("roundDown", packages.roundDown());
        } else if (scheme instanceof Tiered tiered) {
            ArrayNode tiers = page.put("volume", tiered.volume()).putArray("tiers");
            tiered.tiers().forEach(tier -> {
                ObjectNode written = tiers.addObject()
                        .put("each", tier.price().toPlainString())
                        .put("fee", tier.fee().minorUnits());
                tier.upTo().ifPresent(upTo -> written.put("upTo", upTo));
            });
        }
    }

    static StandInPrice readPrice(String text) {
        JsonNode page = PaymentText.parsed(text);
        Currency currency = Currency.getInstance(page.path("currency").textValue());
        return new StandInPrice(
                page.path("product").textValue(),
                currency,
                Optional.ofNullable(page.path("meter").textValue()),
                scheme(page.path("scheme"), currency));
    }

    private static PriceScheme scheme(JsonNode page, Currency currency) {
        if (page.has("fee")) {
            return new Fee(money(page, "fee", currency));
        }
        if (page.has("each")) {
            return new EachUnit(decimal(page));
        }
        if (page.has("package")) {
            return new EachPackage(
                    money(page, "package", currency),
                    page.path("size").longValue(),
                    page.path("roundDown").booleanValue());
        }
        List<Tier> tiers = new ArrayList<>();
        page.path("tiers")
                .forEach(tier -> tiers.add(new Tier(
                        tier.has("upTo") ? OptionalLong.of(tier.path("upTo").longValue()) : OptionalLong.empty(),
                        decimal(tier),
                        money(tier, "fee", currency))));
        return new Tiered(page.path("volume").booleanValue(), tiers);
    }

    private static BigDecimal decimal(JsonNode page) {
        return new BigDecimal(page.path("each").textValue());
    }

    static String write(ProviderCoupon coupon) {
        ObjectNode page = JsonNodeFactory.instance.objectNode().put("forever", coupon.forever());
        if (coupon.discount() instanceof Discount.PercentOff percent) {
            page.put("percent", percent.percent().toString());
        } else if (coupon.discount() instanceof Discount.AmountOff off) {
            page.put("amount", off.amount().minorUnits())
                    .put("currency", off.amount().currency().getCurrencyCode());
        }
        return page.toString();
    }

    static StandInCoupon readCoupon(String text) {
        JsonNode page = PaymentText.parsed(text);
        Discount discount = page.has("percent")
                ? new Discount.PercentOff(Fraction.parse(page.path("percent").textValue()))
                : new Discount.AmountOff(money(
                        page,
                        "amount",
                        Currency.getInstance(page.path("currency").textValue())));
        return new StandInCoupon(discount, page.path("forever").booleanValue());
    }

    private static Money money(JsonNode page, String field, Currency currency) {
        return new Money(page.path(field).longValue(), currency);
    }
}
