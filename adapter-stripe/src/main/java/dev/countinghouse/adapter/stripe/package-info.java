/**
 * Payments through Stripe: the payment and catalogue-provisioning ports on {@code StripeClient}.
 *
 * <p>Invariant: every remote effect carries an idempotency key, and an incoming webhook is a hint to fetch the object
 * again, so any order and any number of deliveries end in the same state.
 * No static configuration: two accounts can live in one JVM.
 *
 * <p>Not here: deciding what is owed, dunning, or when to charge. Stripe's types never cross a port.
 *
 * <p>Start at the payment gateway, then its contract in billing-ports.
 */
@NullMarked
package dev.countinghouse.adapter.stripe;

import org.jspecify.annotations.NullMarked;
