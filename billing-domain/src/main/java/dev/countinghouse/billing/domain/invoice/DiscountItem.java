package dev.countinghouse.billing.domain.invoice;

import dev.countinghouse.billing.domain.money.Money;

/** What one discount took off the invoice; {@code key} is that of the coupon, {@link #PHASE} or {@link #CREDIT}. */
public record DiscountItem(String key, String name, Money amount) {

    /** Is no key of a coupon, so that counting a coupon's uses cannot count something else. */
    public static final String PHASE = "*phase";

    /** Discounts taken back on what is credited; the amount is negative. */
    public static final String CREDIT = "*credit";

    /** What adjustments change of the discounts of earlier invoices. */
    public static final String ADJUSTMENT = "*adjustment";
}
