/**
 * Who creates what accounts and sandboxes of sessions need.
 *
 * <p>So far that is the stand-in, which creates nothing but rows: it keeps its book in the database, so that it outlives the
 * process as a provider does. Start at {@link dev.countinghouse.app.infrastructure.Infrastructure}.
 */
@NullMarked
package dev.countinghouse.app.infrastructure;

import org.jspecify.annotations.NullMarked;
