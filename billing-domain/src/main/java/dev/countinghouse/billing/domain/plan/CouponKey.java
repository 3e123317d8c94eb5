package dev.countinghouse.billing.domain.plan;

import dev.countinghouse.billing.domain.Key;

public record CouponKey(String value) implements Comparable<CouponKey> {

    public CouponKey {
        Key.require("coupon", value);
    }

    @Override
    public int compareTo(CouponKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
