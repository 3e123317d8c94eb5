/**
 * What the payment provider tells us: that something of his has changed, and what has become of it here.
 *
 * <p>Invariant: a notice is kept once, however often it arrives, and is either open, and then due at some time, or finished.
 *
 * <p>Not here: what has changed. A notice names an object and is a reason to ask for it; it says nothing that is believed,
 * because it may come late, twice, out of order, or never. Messages that we send to others are in {@code notification}.
 *
 * <p>Start at {@link dev.countinghouse.billing.domain.notice.KeptNotice}.
 */
@NullMarked
package dev.countinghouse.billing.domain.notice;

import org.jspecify.annotations.NullMarked;
