/**
 * A visit to a page of the payment provider: to choose a method of payment, perhaps with a plan that begins with it, or to
 * buy credits.
 *
 * <p>Invariant: what was agreed on is kept before the provider is asked for the page and never changes. A checkout is decided
 * once: completed with what follows from it, expired, or failed because what was to follow was refused.
 *
 * <p>Not here: whether money has come, which is the purchase's state; the page itself and what is typed there.
 *
 * <p>Start at {@link dev.countinghouse.billing.domain.checkout.Checkout}.
 */
@NullMarked
package dev.countinghouse.billing.domain.checkout;

import org.jspecify.annotations.NullMarked;
