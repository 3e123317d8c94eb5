package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.Credits;
import java.util.List;

/**
 * What usage has burnt for one line of a billing period, and of which grants, in the order they were burnt.
 *
 * @param line names the line among all of the account
 */
public record Burn(BurnLine line, List<Part> parts) {

    public Burn {
        parts = List.copyOf(parts);
    }

    Credits total(Credits start) {
        return Part.sum(parts, start);
    }
}
