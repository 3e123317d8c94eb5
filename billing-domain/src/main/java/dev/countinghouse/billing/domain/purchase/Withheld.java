package dev.countinghouse.billing.domain.purchase;

import dev.countinghouse.billing.domain.ledger.Credits;
import java.time.Instant;

/**
 * What a dispute has taken of the credits that were granted, to be granted again if it is won.
 *
 * @param bonus what was left of it
 */
public record Withheld(Credits bought, Credits bonus, Instant at) {}
