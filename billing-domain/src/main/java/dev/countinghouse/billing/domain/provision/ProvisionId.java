package dev.countinghouse.billing.domain.provision;

import dev.countinghouse.billing.domain.ledger.LedgerId;
import dev.countinghouse.billing.domain.session.SessionId;

/** Names a provision in its account: chosen by who wants it, so that a retry is recognised, or made of a session's id. */
public record ProvisionId(String value) implements Comparable<ProvisionId> {

    public ProvisionId {
        LedgerId.require("provision", value);
    }

    /** That of a session's sandbox; nobody can choose it, for it has a slash. */
    public static ProvisionId of(SessionId session) {
        return new ProvisionId("session/" + session);
    }

    @Override
    public int compareTo(ProvisionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
