/**
 * A servlet filter that has requests decided before they are served and recorded after, to copy or to depend on.
 *
 * <p>Invariant: what is admitted is settled once, whatever becomes of the request; what cannot be recorded is logged.
 *
 * <p>Not here: who calls, which a filter before it finds out. Start at {@code MeteredFilter}.
 */
@NullMarked
package dev.countinghouse.example.servlet;

import org.jspecify.annotations.NullMarked;
