/**
 * {@code Idempotency-Key}: a call that is sent again under the same key is done once and answered twice.
 *
 * <p>Invariant: the key is claimed before the work begins, in a transaction of its own. Answers of 2xx and 4xx but 409 are kept for
 * a day and replayed; after 409 and 5xx the claim is given back. A claim whose process died is taken over after five minutes; if
 * the work was done and only its answer lost, the engine's own keys make the second time find it done.
 *
 * <p>Not here: usage events, which bring a key each and need none for the call.
 *
 * <p>Start at {@link dev.countinghouse.app.rest.idempotency.IdempotencyFilters}.
 */
@NullMarked
package dev.countinghouse.app.rest.idempotency;

import org.jspecify.annotations.NullMarked;
