package dev.countinghouse.billing.domain.checkout;

import dev.countinghouse.billing.domain.ledger.LedgerId;

/** Names a checkout in its account: chosen by who opens it, so that a retry is recognised. */
public record CheckoutId(String value) implements Comparable<CheckoutId> {

    public CheckoutId {
        LedgerId.requireOwn("checkout", value);
    }

    @Override
    public int compareTo(CheckoutId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
