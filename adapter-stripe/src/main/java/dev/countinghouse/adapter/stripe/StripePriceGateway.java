package dev.countinghouse.adapter.stripe;

import dev.countinghouse.billing.domain.period.Interval.Unit;
import dev.countinghouse.billing.domain.provider.ProviderCatalogue;
import dev.countinghouse.billing.domain.provider.ProviderCoupon;
import dev.countinghouse.billing.domain.provider.ProviderItem.Found;
import dev.countinghouse.billing.domain.provider.ProviderItem.Found.State;
import dev.countinghouse.billing.domain.provider.ProviderMeter;
import dev.countinghouse.billing.domain.provider.ProviderPrice;
import dev.countinghouse.billing.domain.provider.ProviderTerms;
import dev.countinghouse.billing.ports.driven.PriceGateway;
import dev.countinghouse.billing.ports.driven.Transactions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What Stripe charges for, where Stripe invoices: its meters, products, prices and coupons. */
public final class StripePriceGateway implements PriceGateway {

    /**
     * Prices have eight digits at most, twelve decimals of the smallest unit, and intervals of three years; subscriptions
     * twenty items and trials of two years.
     */
    private static final ProviderTerms TERMS = new ProviderTerms(
            StripeAmounts.otherUnits(),
            99_999_999,
            12,
            2,
            250,
            40,
            20,
            Map.of(Unit.DAY, 1_095, Unit.WEEK, 156, Unit.MONTH, 36, Unit.YEAR, 3),
            Map.of(Unit.DAY, 730, Unit.WEEK, 104, Unit.MONTH, 24, Unit.YEAR, 2));

    private final Transactions transactions;
    private final ProvisionedMeters meters;
    private final StripeProducts products;
    private final StripePrices prices;
    private final StripeCoupons coupons;

    /** @param transactions which Stripe is never waited for in */
    public StripePriceGateway(StripeConnection stripe, Transactions transactions) {
        this.transactions = transactions;
        this.meters = new ProvisionedMeters(stripe);
        this.products = new StripeProducts(stripe);
        this.prices = new StripePrices(stripe, meters);
        this.coupons = new StripeCoupons(stripe);
    }

    @Override
    public ProviderTerms terms() {
        return TERMS;
    }

    @Override
    public List<Found> find(ProviderCatalogue wanted) {
        transactions.requireNone();
        return Stream.of(
                        meters.find(wanted.meters().toList()),
                        products.find(wanted.products().toList()),
                        prices.find(wanted.prices()),
                        coupons.find(wanted.coupons()))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Found put(ProviderMeter meter) {
        transactions.requireNone();
        return meters.put(meter);
    }

    @Override
    public Found putProduct(ProviderPrice price) {
        transactions.requireNone();
        return products.put(price);
    }

    @Override
    public Found put(ProviderPrice price) {
        transactions.requireNone();
        return prices.put(price);
    }

    @Override
    public Found put(ProviderCoupon coupon) {
        transactions.requireNone();
        return coupons.put(coupon);
    }

    static void requireOurs(Found found) {
        if (found.state() == State.FOREIGN) {
            throw new IllegalArgumentException(found.key() + " at Stripe is somebody else's: " + found.text());
        }
    }

    static Found active(Found found) {
        return new Found(found.key(), found.reference(), found.text(), State.ACTIVE);
    }
}
