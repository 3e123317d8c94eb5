/**
 * A JAX-RS filter that has requests decided before they are served and recorded after, to copy or to depend on.
 *
 * <p>Invariant: what is admitted is settled once, after its entity was written; what cannot be recorded is logged.
 *
 * <p>Not here: who calls, which a filter of authentication finds out. Start at {@code MeteredFilter}.
 */
@NullMarked
package dev.countinghouse.example.jaxrs;

import org.jspecify.annotations.NullMarked;
