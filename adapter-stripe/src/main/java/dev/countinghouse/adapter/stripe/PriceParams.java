package dev.countinghouse.adapter.stripe;

import com.stripe.param.PriceCreateParams;
import com.stripe.param.PriceCreateParams.BillingScheme;
import com.stripe.param.PriceCreateParams.Recurring;
import com.stripe.param.PriceCreateParams.Recurring.UsageType;
import com.stripe.param.PriceCreateParams.TaxBehavior;
import com.stripe.param.PriceCreateParams.TiersMode;
import com.stripe.param.PriceCreateParams.TransformQuantity;
import dev.countinghouse.billing.domain.provider.PriceScheme;
import dev.countinghouse.billing.domain.provider.ProviderPrice;
import java.util.Locale;
import java.util.Optional;

/** A price in Stripe's words. Ours are without tax, which is said because it can never be said later. */
final class PriceParams {

    /** As text of ours: its client would write small numbers with an exponent. */
    private static final String DECIMAL = "unit_amount_decimal";

    private PriceParams() {}

    static PriceCreateParams of(ProviderPrice price, Optional<String> meter, boolean takesKey) {
        PriceCreateParams.Builder params = PriceCreateParams.builder()
                .setProduct(StripeIds.product(price.product()))
                .setCurrency(price.currency().getCurrencyCode().toLowerCase(Locale.ROOT))
                .setRecurring(recurring(price, meter))
                .setTaxBehavior(TaxBehavior.EXCLUSIVE)
                .setLookupKey(price.key())
                .putMetadata(Metadata.TERMS, price.terms());
        if (takesKey) {
            params.setTransferLookupKey(true);
        }
        set(params, price.scheme());
        return params.build();
    }

    private static Recurring recurring(ProviderPrice price, Optional<String> meter) {
        Recurring.Builder recurring = Recurring.builder()
                .setInterval(Recurring.Interval.valueOf(price.interval().unit().name()))
                .setIntervalCount((long) price.interval().count())
                .setUsageType(meter.isPresent() ? UsageType.METERED : UsageType.LICENSED);
        meter.ifPresent(recurring::setMeter);
        return recurring.build();
    }

    private static void set(PriceCreateParams.Builder params, PriceScheme scheme) {
        if (scheme instanceof PriceScheme.Fee fee) {
            params.setBillingScheme(BillingScheme.PER_UNIT).setUnitAmount(StripeAmounts.of(fee.amount()));
        } else if (scheme instanceof PriceScheme.EachUnit each) {
            params.setBillingScheme(BillingScheme.PER_UNIT)
                    .putExtraParam(DECIMAL, each.price().toPlainString());
        } else if (scheme instanceof PriceScheme.EachPackage packages) {
            params.setBillingScheme(BillingScheme.PER_UNIT)
                    .setUnitAmount(StripeAmounts.of(packages.price()))
                    .setTransformQuantity(TransformQuantity.builder()
                            .setDivideBy(packages.size())
                            .setRound(packages.roundDown() ? TransformQuantity.Round.DOWN : TransformQuantity.Round.UP)
                            .build());
        } else if (scheme instanceof PriceScheme.Tiered tiered) {
            params.setBillingScheme(BillingScheme.TIERED)
                    .setTiersMode(tiered.volume() ? TiersMode.VOLUME : TiersMode.GRADUATED);
            tiered.tiers().forEach(tier -> params.addTier(tier(tier)));
        }
    }

    private static PriceCreateParams.Tier tier(PriceScheme.Tier tier) {
        PriceCreateParams.Tier.Builder params = PriceCreateParams.Tier.builder()
                .putExtraParam(DECIMAL, tier.price().toPlainString());
        if (!tier.fee().isZero()) {
            params.setFlatAmount(StripeAmounts.of(tier.fee()));
        }
        if (tier.upTo().isPresent()) {
            params.setUpTo(tier.upTo().getAsLong());
        } else {
            params.setUpTo(PriceCreateParams.Tier.UpTo.INF);
        }
        return params.build();
    }
}
