/**
 * Buying credits: what was agreed, what became of the payment, and the credits that follow it there and back.
 *
 * <p>Invariant: credits are granted once, when the payment has succeeded. What was given back of the money has taken its
 * share of the credits along, to twelve decimals by the total given back, and as long as a bank withholds the money the
 * account has none of them.
 *
 * <p>Not here: what credits cost, which the catalogue's credit sale says; the provider, who is asked before; which credits
 * are spent first.
 *
 * <p>Start at {@link dev.countinghouse.billing.domain.purchase.Purchase}, then {@link
 * dev.countinghouse.billing.domain.purchase.PurchaseCredits}.
 */
@NullMarked
package dev.countinghouse.billing.domain.purchase;

import org.jspecify.annotations.NullMarked;
