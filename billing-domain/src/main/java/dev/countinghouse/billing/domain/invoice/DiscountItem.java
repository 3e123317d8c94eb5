package dev.countinghouse.billing.domain.invoice;

import dev.countinghouse.billing.domain.money.Money;

/** What one discount took off the invoice; {@code key} is that of the coupon or {@code phase}. */
public record DiscountItem(String key, String name, Money amount) {}
