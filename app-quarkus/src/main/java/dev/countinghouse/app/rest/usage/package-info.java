/**
 * Usage over REST: events and responses of LLM providers come in, quantities, cost and margin go out.
 *
 * <p>Invariant: an item of a request stands for itself. One that is wrong is answered as rejected with its field, and holds
 * back no other; only a body that cannot be taken apart into items is refused as a whole, and then nothing is recorded.
 *
 * <p>Bodies of usage are read off the token stream and never bound to objects: numbers keep their digits, and memory grows
 * with what is kept, not with what is sent.
 *
 * <p>Start at {@code EventResource}.
 */
@NullMarked
package dev.countinghouse.app.rest.usage;

import org.jspecify.annotations.NullMarked;
