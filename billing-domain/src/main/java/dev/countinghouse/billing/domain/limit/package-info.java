/**
 * How much may be used in a time: units of a meter, calls, calls that run at the same time; of all usage, or of the usage that
 * carries a dimension. A plan sells such limits, and an account can have its own.
 *
 * <p>Invariant: what is counted for a limit hangs on its id and not on how much it admits, so that counting goes on when
 * another plan admits more or less. In a catalogue an id therefore means the same in every plan.
 *
 * <p>No counting and no deciding here: that is {@code gate}. Not the allowance of a plan, which is included and may be
 * charged beyond. Start at {@link dev.countinghouse.billing.domain.limit.UsageLimit}.
 */
@NullMarked
package dev.countinghouse.billing.domain.limit;

import org.jspecify.annotations.NullMarked;
