/**
 * Keys of the API: issued, listed, rotated, revoked.
 *
 * <p>Invariant: nobody makes or renews a key that can do more than the key he came with, and a secret is in the answer to
 * the call that made it and nowhere else.
 */
@NullMarked
package dev.countinghouse.app.rest.key;

import org.jspecify.annotations.NullMarked;
