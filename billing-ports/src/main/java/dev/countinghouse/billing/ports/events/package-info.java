/**
 * The types of messages there are, and what each says: a JSON Schema per type and version.
 *
 * <p>Invariant: every message the engine announces is of a type listed here and fits its schema. A schema only ever gains
 * optional fields; anything else is another version.
 *
 * <p>Not here: usage events, which come in; these messages go out.
 *
 * <p>Start at {@link dev.countinghouse.billing.ports.events.EventTypes}.
 */
@NullMarked
package dev.countinghouse.billing.ports.events;

import org.jspecify.annotations.NullMarked;
