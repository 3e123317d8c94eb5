/**
 * Which account is on which plan: begun, changed, looked at ahead of time.
 *
 * <p>Invariant: a subscription of another account is not there, rather than forbidden: its id says nothing about it.
 */
@NullMarked
package dev.countinghouse.app.rest.subscription;

import org.jspecify.annotations.NullMarked;
