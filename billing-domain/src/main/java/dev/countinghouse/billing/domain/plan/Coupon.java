package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;

/** A discount that can be given to a subscription for some invoices. */
public record Coupon(CouponKey key, String name, Discount discount, Duration duration) {

    public sealed interface Discount {

        record PercentOff(Fraction percent) implements Discount {

            public PercentOff {
                if (percent.signum() <= 0 || percent.compareTo(Fraction.of(100)) > 0) {
                    throw new IllegalArgumentException(
                            "a discount of " + percent + " % must be above 0 and not above 100");
                }
            }
        }

        record AmountOff(Money amount) implements Discount {

            public AmountOff {
                if (amount.signum() <= 0) {
                    throw new IllegalArgumentException("a discount of " + amount + " must be above 0");
                }
            }
        }
    }

    /** How many invoices the discount applies to. */
    public record Duration(int invoices) {

        public static final Duration FOREVER = new Duration(Integer.MAX_VALUE);
        public static final Duration ONCE = new Duration(1);

        public Duration {
            if (invoices < 1) {
                throw new IllegalArgumentException(
                        "a coupon for " + invoices + " invoices never applies, it must be for at least 1");
            }
        }
    }
}
