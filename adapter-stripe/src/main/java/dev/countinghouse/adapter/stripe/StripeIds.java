package dev.countinghouse.adapter.stripe;

import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.provider.ProviderCoupon;

/**
 * Ids of ours as Stripe takes them, of letters, digits, {@code _} and {@code -}. Keys have no capitals, so those stand for
 * what it does not take. They begin with our name, because the seller may have products and coupons of his own.
 */
final class StripeIds {

    private static final String OURS = "countinghouse_";
    private static final int DIGITS = 16;

    private StripeIds() {}

    /** @param name {@code plan:charge} */
    static String product(String name) {
        return OURS + taken(name);
    }

    /** Coupons are told apart by their terms as well: what was given to somebody goes on as it was. */
    static String coupon(ProviderCoupon coupon) {
        return OURS + taken(coupon.key().value()) + "_" + digits(coupon.terms());
    }

    /** The same for the same parts, and no longer than Stripe's keys of calls. */
    static String call(String kind, String... parts) {
        return kind + ":" + SecretHash.of(String.join("\n", parts)).hex();
    }

    private static String digits(String text) {
        return SecretHash.of(text).hex().substring(0, DIGITS);
    }

    private static String taken(String name) {
        return name.replace(":", "_C_").replace(".", "_D_");
    }
}
