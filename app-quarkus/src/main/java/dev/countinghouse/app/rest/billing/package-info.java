/**
 * The addresses under {@code /billing} that older systems call, for the account of the caller's key.
 *
 * <p>Invariant: they answer what the resources they stand for answer; there is no second meaning of anything here.
 */
@NullMarked
package dev.countinghouse.app.rest.billing;

import org.jspecify.annotations.NullMarked;
