package dev.countinghouse.billing.domain.purchase;

import dev.countinghouse.billing.domain.ledger.LedgerId;

/** Names a purchase in its account: chosen by who buys, so that a retry is recognised, or {@code top-up/1} and so on. */
public record PurchaseId(String value) implements Comparable<PurchaseId> {

    public PurchaseId {
        LedgerId.require("purchase", value);
    }

    /** Of the purchases the engine makes by itself, counted from 1 in each account. */
    public static PurchaseId topUp(long number) {
        return new PurchaseId("top-up/" + number);
    }

    /** Of what is paid on a page of the provider. */
    public static PurchaseId ofCheckout(String checkout) {
        return new PurchaseId("checkout/" + checkout);
    }

    @Override
    public int compareTo(PurchaseId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
