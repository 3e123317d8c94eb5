package dev.countinghouse.billing.domain.ledger;

/** Names a grant of credits in its account. */
public record GrantId(String value) implements Comparable<GrantId> {

    public GrantId {
        LedgerId.require("grant", value);
    }

    @Override
    public int compareTo(GrantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
