/**
 * Prepaid credits over REST: what an account has, grants, holds, spending, the history and whether it was tampered with.
 *
 * <p>Invariant: giving credits and credit lines takes a key that is not bound to an account; holding and spending takes one
 * that may write. Nothing is decided here: who gets how many is the engine's.
 *
 * <p>Start at {@code CreditResource}. Buying credits is not here.
 */
@NullMarked
package dev.countinghouse.app.rest.credit;

import org.jspecify.annotations.NullMarked;
