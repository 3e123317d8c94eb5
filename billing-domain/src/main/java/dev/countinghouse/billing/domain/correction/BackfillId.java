package dev.countinghouse.billing.domain.correction;

import dev.countinghouse.billing.domain.Key;

/** The name of a backfill in its account, chosen by whoever opens it, so that a repeated call opens nothing twice. */
public record BackfillId(String value) implements Comparable<BackfillId> {

    public BackfillId {
        Key.require("backfill", value);
    }

    @Override
    public int compareTo(BackfillId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
