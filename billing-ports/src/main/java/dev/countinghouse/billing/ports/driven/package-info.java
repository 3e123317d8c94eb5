/**
 * What the engine needs from the world: storage as collections, other parties as roles.
 *
 * <p>Invariant: each port states its promise of atomicity, idempotency, ordering and failure, and has one contract test
 * in this module's test-jar that every adapter passes. Vendor types never cross a port; failures of the world arrive as
 * the two exceptions declared here or not at all.
 *
 * <p>Not here: rules. A port that has to know a price is asking the wrong question.
 *
 * <p>Start at the journal and its contract.
 */
@NullMarked
package dev.countinghouse.billing.ports.driven;

import org.jspecify.annotations.NullMarked;
