package dev.countinghouse.adapter.redis;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.ReservationId;
import java.time.Instant;

/** The keys of an account. What stands in braces says where they are in a cluster: all in one place. */
final class Keys {

    private final String account;

    Keys(String holder, AccountId account) {
        this.account = "countinghouse:" + holder + ":{" + Plain.of(account.value()) + "}:";
    }

    /** Sorted by when they expire: the calls that have drawn on leases. */
    String open() {
        return account + "open";
    }

    String leases() {
        return account + "leases";
    }

    /** The bounds that have leases, sorted by when those end. */
    String ends() {
        return account + "ends";
    }

    /** What the keys of calls begin with. */
    String calls() {
        return account + "call:";
    }

    String call(ReservationId id) {
        return calls() + id.value();
    }

    String rate(BoundKey bound, Instant start) {
        return account + "rate:" + Micros.floor(start) + ":" + Plain.of(bound.value());
    }

    /** What the keys of slots begin with. */
    String slots() {
        return account + "slot:";
    }

    String slot(BoundKey bound) {
        return slots() + Plain.of(bound.value());
    }
}
