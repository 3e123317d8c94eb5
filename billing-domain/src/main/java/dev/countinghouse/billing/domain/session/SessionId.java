package dev.countinghouse.billing.domain.session;

import dev.countinghouse.billing.domain.ledger.LedgerId;

/** Chosen by who starts the session; one of its account. */
public record SessionId(String value) implements Comparable<SessionId> {

    public SessionId {
        LedgerId.requireOwn("session", value);
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
