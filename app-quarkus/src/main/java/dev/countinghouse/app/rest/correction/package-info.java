/**
 * Corrections and backfills over REST: whoever runs the billing puts right what was recorded.
 *
 * <p>Invariant: a key of one account corrects nothing, since a customer does not decide what it has used; it may read what
 * was corrected of its own.
 *
 * <p>Start at {@code CorrectionResource}.
 */
@NullMarked
package dev.countinghouse.app.rest.correction;

import org.jspecify.annotations.NullMarked;
