/**
 * Money that a payment provider takes from a customer: what became of a payment, what of it was given back, and whether the
 * customer disputes it.
 *
 * <p>Invariant: a payment is asked for under a key of ours and made once. Only one that succeeded has refunds or a dispute,
 * and no more is given back than was paid.
 *
 * <p>Not here: cards and bank accounts, which only the provider knows; what a payment is for; credits and invoices.
 *
 * <p>Start at {@link dev.countinghouse.billing.domain.payment.Payment}.
 */
@NullMarked
package dev.countinghouse.billing.domain.payment;

import org.jspecify.annotations.NullMarked;
