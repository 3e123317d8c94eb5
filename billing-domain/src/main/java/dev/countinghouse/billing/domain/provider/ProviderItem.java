package dev.countinghouse.billing.domain.provider;

import java.util.Locale;

/**
 * One thing that a catalogue needs at the provider.
 *
 * @param text what it is to be there, for people
 */
public record ProviderItem(Key key, String text) {

    public enum Kind {
        METER,
        PRODUCT,
        PRICE,
        COUPON
    }

    /** @param name tells it apart from others of its kind: {@code plan:charge}, or the key of a coupon */
    public record Key(Kind kind, String name) {

        @Override
        public String toString() {
            return kind.name().toLowerCase(Locale.ROOT) + " " + name;
        }
    }

    public static ProviderItem of(ProviderMeter meter) {
        return new ProviderItem(meterKey(meter), ProviderMeter.TEXT);
    }

    public static ProviderItem productOf(ProviderPrice price) {
        return new ProviderItem(productKey(price), price.name());
    }

    public static ProviderItem of(ProviderPrice price) {
        return new ProviderItem(key(price), price.terms());
    }

    public static ProviderItem of(ProviderCoupon coupon) {
        return new ProviderItem(key(coupon), coupon.terms());
    }

    public static Key meterKey(ProviderMeter meter) {
        return new Key(Kind.METER, meter.name());
    }

    public static Key productKey(ProviderPrice price) {
        return new Key(Kind.PRODUCT, price.product());
    }

    public static Key key(ProviderPrice price) {
        return new Key(Kind.PRICE, price.key());
    }

    public static Key key(ProviderCoupon coupon) {
        return new Key(Kind.COUPON, coupon.key().value());
    }

    /**
     * What there is at the provider under a key.
     *
     * @param reference what he calls it
     * @param text what it is there, in the words of an item; of what is not ours, what is to be done about it
     */
    public record Found(Key key, String reference, String text, State state) {

        public enum State {
            ACTIVE,
            /** Somebody has put it away; it can be used again. */
            PUT_AWAY,
            /** Somebody else's has the key. */
            FOREIGN
        }
    }
}
