package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.Credits;
import java.time.Instant;
import java.util.List;

/**
 * Reserved credits and what became of them.
 *
 * @param parts of which grants they are, in the order they are spent; of a captured one, of which they were spent
 * @param captured what was spent of it, or beyond it
 */
public record Hold(
        HoldOrder order, List<Part> parts, Instant placedAt, Instant expiresAt, State state, Credits captured) {

    public enum State {
        OPEN,
        CAPTURED,
        RELEASED,
        EXPIRED
    }

    public Hold {
        parts = List.copyOf(parts);
    }

    static Hold placed(HoldOrder order, List<Part> parts, Instant at) {
        return new Hold(
                order,
                parts,
                at,
                at.plus(order.lasts()),
                State.OPEN,
                Credits.zero(order.amount().unit()));
    }

    public HoldId id() {
        return order.id();
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** How much is reserved, or was when it ended without being spent; of a captured one, what was spent. */
    public Credits amount() {
        return Part.sum(parts, Credits.zero(order.amount().unit()));
    }

    Hold extend(List<Part> more, Instant until) {
        Instant later = until.isAfter(expiresAt) ? until : expiresAt;
        return new Hold(order, Part.join(parts, more), placedAt, later, state, captured);
    }

    Hold renewed(List<Part> anew, Instant until) {
        return new Hold(order, anew, placedAt, until, State.OPEN, captured);
    }

    /** @param of which grants it was spent, in the end */
    Hold captured(List<Part> of, Credits spent) {
        return new Hold(order, of, placedAt, expiresAt, State.CAPTURED, spent);
    }

    Hold end(State how, Credits spent) {
        return new Hold(order, parts, placedAt, expiresAt, how, spent);
    }
}
