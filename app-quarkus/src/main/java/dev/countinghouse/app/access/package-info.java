/**
 * Who calls, and what that caller may do.
 *
 * <p>Invariant: nothing but health and the API's description is open without a key.
 */
@NullMarked
package dev.countinghouse.app.access;

import org.jspecify.annotations.NullMarked;
