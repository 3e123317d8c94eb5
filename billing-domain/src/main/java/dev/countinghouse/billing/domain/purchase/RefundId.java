package dev.countinghouse.billing.domain.purchase;

import dev.countinghouse.billing.domain.ledger.LedgerId;

/** Names a refund of a purchase; chosen by who asks for it, so that asking again gives nothing back twice. */
public record RefundId(String value) implements Comparable<RefundId> {

    public RefundId {
        LedgerId.requireOwn("refund", value);
    }

    @Override
    public int compareTo(RefundId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
