package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.provider.ProviderCatalogue;
import dev.countinghouse.billing.domain.provider.ProviderCoupon;
import dev.countinghouse.billing.domain.provider.ProviderItem.Found;
import dev.countinghouse.billing.domain.provider.ProviderMeter;
import dev.countinghouse.billing.domain.provider.ProviderPrice;
import dev.countinghouse.billing.domain.provider.ProviderTerms;
import java.util.List;

/**
 * What the payment provider charges for, where he invoices: meters, products, prices and coupons, each found by a key of
 * ours. Called outside of transactions, like {@link PaymentGateway}, and what is said there about answers that do not come
 * holds here.
 *
 * <p>Each {@code put} has one thing be there and in use as it is described, and gives it back; how often, or by how many at
 * the same time, makes no difference. Nothing is ever deleted.
 */
public interface PriceGateway {

    /** What he can take at all. */
    ProviderTerms terms();

    /** What there is under the keys of what is wanted, also what is put away or somebody else's. */
    List<Found> find(ProviderCatalogue wanted);

    /** @throws IllegalArgumentException if somebody else's meter has the name */
    Found put(ProviderMeter meter);

    /** The product of a price, called like this. */
    Found putProduct(ProviderPrice price);

    /**
     * A price is never changed: one of other terms is made and takes the key. The one that had it stays in use, without the
     * key, because who is on an older version of the plan goes on to pay it. Its product and its meter have to be there.
     *
     * @throws IllegalArgumentException if somebody else's price has the key, or product or meter are not there
     */
    Found put(ProviderPrice price);

    /** Like a price: one of other terms is another coupon, and who was given the old one keeps it. */
    Found put(ProviderCoupon coupon);
}
